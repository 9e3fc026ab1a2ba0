import Foundation
import MemoryTypes
import TestKit
import Testing
import Wire

/// Edits by all methods, some of them taken back, while their workers die: held against the same edits undisturbed.
///
/// `ENGRAM_WALK_EDITS` says how many (1000 for the long run), `ENGRAM_WALK_SEED` which are taken back, and who dies
/// when.
@Suite("Walks: edits under faults", .serialized)
struct EditFaultWalk {
    /// How large the run is. In every round each pool gets edits, and then loses a tenth of them.
    private struct Plan {
        let edits: Int
        let seed: UInt64
        let pools = 4
        let updateWorkers = 2
        let methods = [
            "rome", "r-rome", "memoir", "memit", "emmet", "alphaedit", "ft-l", "ft-m", "grace", "knn-lm", "ice", "rag",
        ]

        init() {
            edits = TestEnvironment.number("ENGRAM_WALK_EDITS") ?? 48
            seed = UInt64(TestEnvironment.number("ENGRAM_WALK_SEED") ?? 1)
        }

        var rounds: Int { max(1, edits / 100) }
        func pool(_ number: Int) -> PoolName { PoolName(unchecked: "pool-\(number)") }

        /// The edits that a pool gets in a round.
        func numbers(_ pool: Int, round: Int) -> [Int] {
            (edits * round / rounds..<edits * (round + 1) / rounds).filter { $0 % pools == pool }
        }

        /// Whether a pool replays in a round: one of them does.
        func replays(_ pool: Int, round: Int) -> Bool { round % pools == pool }

        /// Edits behind one that is replayed, at most.
        let laterMax = 30
    }

    /// What must not depend on who died.
    fileprivate struct Story: Equatable {
        var state: StateHash
        var version: PoolVersion
        var edits: [Outcome]
    }

    fileprivate struct Outcome: Equatable {
        let edit: EditID
        let state: EditState
        let position: LogPosition?
    }

    @Test("edits, drops and replays end in the same states whoever is killed, and the log replays")
    func faults() async throws {
        let plan = Plan()
        // A job whose every worker dies is put aside; here each shall come through before it has met five deaths.
        let havoc = Havoc(
            faults: [.update], deaths: plan.edits / 8, seed: plan.seed, updateWorkers: plan.updateWorkers,
            pauseMax: .seconds(3))
        let disturbed = try await run(plan) { try await havoc.wreak(on: $0) }
        let calm = try await run(plan) { _ in }
        for pool in 0..<plan.pools { #expect(disturbed[pool] == calm[pool], "pool \(pool) with seed \(plan.seed)") }
    }

    private func run(
        _ plan: Plan, disturb: @escaping @Sendable (Machine) async throws -> Void
    ) async throws -> [Story] {
        let machine = try Machine(leaseSeconds: 2)
        try await machine.takeStatistics(layers: [1, 2])
        try await machine.start(updateWorkers: plan.updateWorkers, generationWorkers: 0)
        let client = try await Client(machine)
        let facts = try EditFact.examples(plan.edits)
        for pool in 0..<plan.pools { _ = try await client.createPool(plan.pool(pool), seed: UInt64(pool)) }
        let disturbance = Task { try await disturb(machine) }
        let stories = try await withThrowingTaskGroup { group in
            for pool in 0..<plan.pools {
                group.addTask { (pool, try await Self.story(pool, plan, facts, client)) }
            }
            return try await group.reduce(into: [Int: Story]()) { $0[$1.0] = $1.1 }
        }
        disturbance.cancel()
        try await disturbance.value
        #expect(try await client.call(ShowStatus()).deadLetters == 0)
        for pool in 0..<plan.pools { try await client.checkLog(of: plan.pool(pool)) }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
        return (0..<plan.pools).compactMap { stories[$0] }
    }

    /// What becomes of a pool.
    private static func story(
        _ pool: Int, _ plan: Plan, _ facts: [EditFact], _ client: Client
    ) async throws -> Story {
        let name = plan.pool(pool)
        var random = SplitMix64(seed: plan.seed &* 1000 &+ UInt64(pool))
        var standing: [Int] = []
        for round in 0..<plan.rounds {
            let numbers = plan.numbers(pool, round: round)
            for number in numbers {
                try await client.submit(facts[number].by(plan.methods[number % plan.methods.count]), number, in: name)
            }
            for number in numbers {
                let detail = try await client.call(AwaitEdit(name: name, edit: .number(number)))
                #expect(detail.summary.state == .applied, "edit \(number): \(detail.error)")
            }
            standing += numbers
            for _ in 0..<max(1, numbers.count / 10) {
                let number = standing.remove(at: Int.random(in: standing.indices, using: &random))
                let detail = try await client.call(RevertEdit(name: name, edit: .number(number), replays: false))
                #expect(detail.summary.state == .reverted)
            }
            guard plan.replays(pool, round: round) else { continue }
            let place = Int.random(in: standing.indices.suffix(plan.laterMax + 1), using: &random)
            let number = standing.remove(at: place)
            _ = try await client.call(RevertEdit(name: name, edit: .number(number), replays: true))
            let detail = try await client.call(AwaitEdit(name: name, edit: .number(number)))
            #expect(detail.summary.state == .reverted, "replay without \(number): \(detail.error)")
        }
        return try await client.story(of: name, standing: standing.count)
    }
}

extension Client {
    /// How a pool stands at the end.
    fileprivate func story(of name: PoolName, standing: Int) async throws -> EditFaultWalk.Story {
        var edits: [EditSummary] = []
        var before: UInt64?
        repeat {
            let page = try await call(ListEdits(name: name, removed: true, before: before, limit: 100))
            #expect(page.inForce == UInt64(standing))
            edits += page.edits
            before = page.next
        } while before != nil
        let shown = try await call(ShowPool(name: name))
        return EditFaultWalk.Story(
            state: shown.stateHash, version: shown.version,
            edits: edits.map { .init(edit: $0.edit, state: $0.state, position: $0.position) })
    }
}
