import Foundation
import MemoryTypes
import StoreClient
import Synchronization
import TestKit
import Testing
import Wire

/// Documents pushed to many pools while everything dies now and then, held against the same pushes undisturbed.
///
/// `ENGRAM_WALK_DOCUMENTS` says how many (2000 for the long run), `ENGRAM_WALK_FAULTS` how many deaths at most,
/// `ENGRAM_WALK_SEED` when and which.
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
            documents = TestEnvironment.number("ENGRAM_WALK_DOCUMENTS") ?? 200
            faults = TestEnvironment.number("ENGRAM_WALK_FAULTS") ?? max(15, documents / 10)
            seed = UInt64(TestEnvironment.number("ENGRAM_WALK_SEED") ?? 1)
        }

        func pool(_ number: Int) -> PoolName { PoolName(unchecked: "pool-\(number % pools)") }

        /// Two shards in every second pool.
        func shards(_ pool: Int) -> Int { pool % 2 + 1 }
    }

    @Test("every acknowledged document is absorbed exactly once, and the log tells the same story, whatever died")
    func faults() async throws {
        let plan = Plan()
        let texts = try Self.texts(plan.documents)
        let struck = Mutex(0)
        let havoc = Havoc(
            faults: Havoc.Fault.allCases, deaths: plan.faults, seed: plan.seed, updateWorkers: plan.updateWorkers)
        let disturbed = try await run(plan, texts) { machine in
            try await havoc.wreak(on: machine) { struck.withLock { $0 += 1 } }
        } last: {
            // However fast the machine is, each kind has died before the last documents come.
            let enough = min(plan.faults, Havoc.Fault.allCases.count)
            try await eventually("each has died") { struck.withLock { $0 } >= enough }
        }
        let calm = try await run(plan, texts) { _ in
        } last: {
        }
        for (number, stories) in zip(disturbed, calm).enumerated() {
            #expect(stories.0 == stories.1, "pool \(number) with seed \(plan.seed)")
        }
    }

    /// Pushes and absorbs all documents while `disturb` goes on, and looks whether all holds.
    ///
    /// - Parameter last: is waited for before the last documents are pushed.
    /// - Returns: what each pool dropped and read.
    private func run(
        _ plan: Plan, _ texts: [String], disturb: @escaping @Sendable (Machine) async throws -> Void,
        last: @escaping @Sendable () async throws -> Void
    ) async throws -> [PoolStory] {
        let machine = try Machine(leaseSeconds: 2)
        try await machine.start(updateWorkers: plan.updateWorkers, generationWorkers: 1)
        let client = try await Client(machine)
        for pool in 0..<plan.pools {
            _ = try await client.createPool(plan.pool(pool), shards: plan.shards(pool), seed: UInt64(pool) + 7)
        }
        let audit = Audit(client: client, plan: plan, texts: texts)
        try await withThrowingTaskGroup { group in
            let disturbance = Task { try await disturb(machine) }
            group.addTask {
                defer { disturbance.cancel() }
                try await Self.push(texts, plan, client, last)
                try await audit.waitUntilAbsorbed()
            }
            group.addTask { try await disturbance.value }
            try await group.waitForAll()
        }
        var stories: [PoolStory] = []
        for pool in 0..<plan.pools { stories.append(try await audit.check(pool)) }
        try await audit.checkDeadLetters()
        #expect(await machine.end().allSatisfy { $0.value == 0 })
        return stories
    }

    /// Mostly short documents, every tenth of several pieces.
    private static func texts(_ count: Int) throws -> [String] {
        let examples = try Example.all()
        return (0..<count).map { number in
            let parts = number % 10 == 9 ? 3 : 1
            return (0..<parts).map { examples[(number * 7 + $0) % examples.count].document }.joined(separator: " ")
        }
    }

    private static func push(
        _ texts: [String], _ plan: Plan, _ client: Client, _ last: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for lane in 0..<8 {
                group.addTask {
                    for number in stride(from: lane, to: texts.count, by: 8) {
                        let id = try DocumentID.number(number)
                        if number + 8 >= texts.count { try await last() }
                        _ = try await client.push(texts[number], as: id, to: plan.pool(number))
                        // Now and then one waits until it is absorbed, so that deaths meet pushes and commits alike.
                        if number % 4 == 0 { _ = try await client.absorbed(id) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
