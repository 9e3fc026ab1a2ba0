import Foundation
import LatentMemory
import MemoryTypes
import StoreClient
import Synchronization
import TestKit
import Testing
import Wire

/// Documents pushed to many pools while everything dies now and then.
///
/// `ENGRAM_WALK_DOCUMENTS` says how many (2000 for the long run), `ENGRAM_WALK_FAULTS` how many deaths,
/// `ENGRAM_WALK_SEED` which ones.
@Suite("Walks: faults", .serialized)
struct FaultWalk {
    /// How large the run is.
    struct Plan {
        let documents: Int
        let faults: Int
        let seed: UInt64
        let pools = 8
        let updateWorkers = 3

        init() {
            documents = TestEnvironment.number("ENGRAM_WALK_DOCUMENTS") ?? 160
            faults = TestEnvironment.number("ENGRAM_WALK_FAULTS") ?? max(8, documents / 40)
            seed = UInt64(TestEnvironment.number("ENGRAM_WALK_SEED") ?? 1)
        }

        func pool(_ number: Int) -> PoolName { PoolName(unchecked: "pool-\(number % pools)") }

        /// Two shards in every second pool.
        func shards(_ pool: Int) -> Int { pool % 2 + 1 }
    }

    /// What dies.
    enum Fault: CaseIterable {
        case store, ingest, update, generate, database
    }

    @Test("every acknowledged document is absorbed exactly once, and the log tells the same story, whatever died")
    func faults() async throws {
        let plan = Plan()
        let machine = try Machine(leaseSeconds: 2)
        try await machine.start(updateWorkers: plan.updateWorkers, generationWorkers: 1)
        let client = try await Client(machine)
        for pool in 0..<plan.pools {
            _ = try await client.createPool(plan.pool(pool), shards: plan.shards(pool), seed: UInt64(pool) + 7)
        }
        let texts = try Self.texts(plan.documents)
        let progress = Progress()
        try await withThrowingTaskGroup { group in
            group.addTask { try await Self.wreak(plan, machine, progress) }
            group.addTask { try await Self.push(texts, plan, client, progress) }
            try await group.waitForAll()
        }
        let audit = Audit(client: client, plan: plan, texts: texts)
        try await audit.waitUntilAbsorbed()
        for pool in 0..<plan.pools { try await audit.check(pool) }
        try await audit.checkDeadLetters()
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    /// Mostly short documents, every tenth of several pieces.
    private static func texts(_ count: Int) throws -> [String] {
        let examples = try Example.all()
        return (0..<count).map { number in
            let parts = number % 10 == 9 ? 3 : 1
            return (0..<parts).map { examples[(number * 7 + $0) % examples.count].document }.joined(separator: " ")
        }
    }

    /// How many documents have been accepted, and who waits for how many.
    private final class Progress: Sendable {
        private let accepted = Mutex(0)
        private let (news, tell) = AsyncStream<Int>.makeStream()

        func accept() {
            tell.yield(
                accepted.withLock {
                    $0 += 1
                    return $0
                })
        }
        func finish() { tell.finish() }

        /// Waits for the documents to become `count`, or no more.
        func reaches(_ count: Int) async {
            if accepted.withLock({ $0 >= count }) { return }
            for await now in news where now >= count { return }
        }
    }

    private static func push(_ texts: [String], _ plan: Plan, _ client: Client, _ progress: Progress) async throws {
        defer { progress.finish() }
        try await withThrowingTaskGroup { group in
            for lane in 0..<8 {
                group.addTask {
                    for number in stride(from: lane, to: texts.count, by: 8) {
                        let id = try DocumentID.number(number)
                        _ = try await client.push(texts[number], as: id, to: plan.pool(number))
                        progress.accept()
                        // Faults come by the count of documents: now and then one waits until it is absorbed.
                        if number % 8 == 0 { _ = try await client.absorbed(id) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Kills at random counts of accepted documents.
    private static func wreak(_ plan: Plan, _ machine: Machine, _ progress: Progress) async throws {
        var random = SplitMix64(seed: plan.seed)
        let counts = (0..<plan.faults).map { _ in Int.random(in: 1..<plan.documents, using: &random) }.sorted()
        for (index, count) in counts.enumerated() {
            await progress.reaches(count)
            let fault = Fault.allCases[(index + Int(plan.seed)) % Fault.allCases.count]
            switch fault {
            case .store: try await machine.restart(.store)
            case .ingest: try await machine.restart(.ingest)
            case .update: try await machine.restart(.update(.random(in: 0..<plan.updateWorkers, using: &random)))
            case .generate: try await machine.restart(.generate(0))
            case .database: try await machine.crashDatabase()
            }
        }
    }
}
