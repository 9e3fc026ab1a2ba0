import Evaluation
import LatentMemory
import MemoryTypes
import Testing
import Transformer

@Suite("A retention measurement with a tiny model of random weights")
struct RetentionRunTests {
    private let fixture: EvaluationFixture
    private let model: MemoryModel
    private let base: PoolDelta

    init() throws {
        fixture = try EvaluationFixture()
        (model, base) = (fixture.model, fixture.base)
    }

    private func shape(blocks: Int) throws -> PoolShape {
        try #require(
            PoolShape(layers: 2, width: 32, tokens: 4 * blocks, updateTokens: 4, shards: 1, dropsPerLayer: true))
    }

    private let plan = RetentionPlan(pools: 5, questions: 2, ages: 2, fill: 2, tokens: 3, rule: .exact, seed: 4)

    private func outcomes(_ group: Int, blocks: Int = 6, base: PoolDelta?) throws -> [RetainedAnswer] {
        let run = RetentionRun(model, plan: plan, shape: try shape(blocks: blocks), base: base, text: fixture.text)
        var rounds: [Int] = []
        let found = stride(from: 0, to: 5, by: group).flatMap { first in
            run.outcomes(pools: first..<min(5, first + group), of: RetentionScheduleTests.set(20)) { rounds.append($0) }
        }
        #expect(rounds.prefix(5) == [1, 2, 3, 4, 5])
        return found
    }

    @Test("what is said is what an independent chain of updates says") func chain() throws {
        let set = RetentionScheduleTests.set(20)
        for outcome in try outcomes(5, base: base) {
            let schedule = try #require(RetentionSchedule(plan, pool: outcome.pool, of: set))
            var pool = base
            let forgetting = Forgetting(seed: plan.forgettingSeed(pool: outcome.pool))
            for (index, document) in (schedule.before + [schedule.target]).enumerated() {
                let pieces = fixture.text.pieces(of: set.documents[document].text)
                #expect(pieces.count == 1)
                let forgotten = forgetting.slots(
                    shape: try shape(blocks: 6), shard: 0, chainIndex: UInt64(index), rows: 4)
                pool = pool.replacing(forgotten: forgotten, with: model.selfUpdate(pieces[0], tail: pool.tail(4)))
            }
            let question = set.documents[schedule.target].questions[outcome.question].text
            let context = MemorySnapshot(model, pool: pool).context
            #expect(outcome.fresh == fixture.said(question, context, count: 3))
            #expect(outcome.byAge == [false, false, false] && outcome.updates == [0, 1, 2])
        }
    }

    @Test("pools do not know of each other: alone, in twos or all together they say the same") func groups() throws {
        let together = try outcomes(5, base: base)
        #expect(together.count == 10 && Set(together.map(\.fresh)).count > 1)
        #expect(try outcomes(1, base: base) == together)
        #expect(try outcomes(2, base: base) == together)
    }

    @Test("smaller and larger pools than the model's, and pools that nothing filled yet", arguments: [2, 6, 9])
    func sizes(blocks: Int) throws {
        #expect(try outcomes(5, blocks: blocks, base: base).count == 10)
        #expect(try outcomes(5, blocks: blocks, base: nil).map(\.updates) == Array(repeating: [0, 1, 2], count: 10))
    }
}
