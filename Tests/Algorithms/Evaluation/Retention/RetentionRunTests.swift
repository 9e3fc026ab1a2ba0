import Checkpoints
import Evaluation
import LatentMemory
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("A retention measurement with a tiny model of random weights")
struct RetentionRunTests {
    private let model: MemoryModel
    private let base: PoolDelta
    private let text = RetentionText(
        pieces: { [Self.tokens($0)] }, prompt: { Self.tokens($0) }, answer: { Self.words($0) }, endTokens: [257])

    private static func tokens(_ text: String) -> [Int32] { text.utf8.map { Int32($0) } }
    private static func words(_ tokens: [Int32]) -> String { tokens.map { "\($0)" }.joined(separator: " ") }

    init() throws {
        let memory = MemoryConfiguration(
            updateTokens: 4, poolTokens: 24, addsBos: true, dropsPerLayer: true, memoryClass: .llama8B, adapters: nil)
        let configuration = ModelConfiguration.tiny(memory: memory)
        model = try #require(MemoryModel(Decoder(try RandomModel(configuration, seed: 3).weights(.f32))))
        let numbers = (0..<1536).map { (place: Int) -> Float in Float(place * 37 % 101) / 50 - 1 }
        base = PoolDelta(layers: 2, values: Tensor(rows: 48, columns: 32, numbers))
    }

    private func shape(blocks: Int) throws -> PoolShape {
        try #require(
            PoolShape(layers: 2, width: 32, tokens: 4 * blocks, updateTokens: 4, shards: 1, dropsPerLayer: true))
    }

    private let plan = RetentionPlan(pools: 5, questions: 2, ages: 2, fill: 2, tokens: 3, rule: .exact, seed: 4)

    private func outcomes(_ group: Int, blocks: Int = 6, base: PoolDelta?) throws -> [RetainedAnswer] {
        let run = RetentionRun(model, plan: plan, shape: try shape(blocks: blocks), base: base, text: text)
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
                let tokens = Self.tokens(set.documents[document].text)
                let forgotten = forgetting.slots(
                    shape: try shape(blocks: 6), shard: 0, chainIndex: UInt64(index), rows: 4)
                pool = pool.replacing(forgotten: forgotten, with: model.selfUpdate(tokens, tail: pool.tail(4)))
            }
            let question = set.documents[schedule.target].questions[outcome.question].text
            #expect(outcome.fresh == said(Self.tokens(question), pool))
            #expect(outcome.byAge == [false, false, false] && outcome.updates == [0, 1, 2])
        }
    }

    private func said(_ prompt: [Int32], _ pool: PoolDelta) -> String {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: MemorySnapshot(model, pool: pool).context)
        var (next, found): ([Int32], [Int32]) = (prompt, [])
        while found.count < 3 {
            let token = Int32(batch.step([Feed(sequence: sequence, tokens: next)]).argmax(row: 0) ?? 0)
            guard token != 257 else { break }
            found.append(token)
            next = [token]
        }
        return Self.words(found)
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
