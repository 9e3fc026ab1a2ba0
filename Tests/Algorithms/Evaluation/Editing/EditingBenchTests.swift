import Checkpoints
import Editing
import Evaluation
import LatentMemory
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Rows of edits on a tiny model of random weights")
struct EditingBenchTests {
    private struct Stopped: Error {}

    private let decoder: Decoder
    private let memory: MemoryModel
    private let spelling = EditingSpelling(
        endTokens: [257], encode: { Self.tokens($0) }, decode: { Self.text($0) }, pieces: { [Self.tokens($0)] })

    private static func tokens(_ text: String) -> [Int32] { text.utf8.map { Int32($0) } }
    private static func text(_ tokens: [Int32]) -> String {
        String(decoding: tokens.map { UInt8(min(127, $0)) }, as: UTF8.self)
    }

    init() throws {
        let configuration = MemoryConfiguration(
            updateTokens: 4, poolTokens: 24, addsBos: true, dropsPerLayer: false, memoryClass: .llama8B, adapters: nil)
        decoder = Decoder(try RandomModel(.tiny(memory: configuration), seed: 3).weights(.f32))
        memory = try #require(MemoryModel(decoder))
    }

    private func cases(_ count: Int) throws -> [SpelledCase] {
        try (0..<count).map { number in
            var words = EditingCase(
                subject: "Ann\(number)", prompt: "Where is Ann\(number)?", target: "b\(number)", truth: "c",
                statement: "Ann\(number) is in b\(number).")
            words.paraphrases = ["Ann\(number) is at"]
            words.neighbours = [.init("Where is Bo?", answer: "d")]
            words.siblings = [.init("Who knows Ann\(number)?", answer: "e")]
            return try SpelledCase(words, spelling)
        }
    }

    private func bench(_ cases: [SpelledCase]) -> EditingBench {
        let plan = EditingPlan(methods: [], counts: [], seed: 1, fluencyTokens: 3)
        return EditingBench(
            EditedModel(decoder), model: ModelDigest(of: [1]), cases: cases, texts: [Self.tokens("some text")],
            resources: EditResources(), spelling: spelling, plan: plan, now: { 0 })
    }

    @Test("a lookup is right wherever the subject stands as a word of its own, and wrong about its other facts")
    func lookup() throws {
        var bench = bench(try cases(12))
        let outcome = try bench.run("lookup", .looksUp, edits: 12, run: 0) { _, _ in }
        func mean(_ time: ScoringTime, _ kind: EditingQuestionKind, _ metric: EditingMetric) -> Double? {
            outcome.tallies[time, kind, metric]?.mean
        }
        // Ann1 is no Ann10.
        #expect(mean(.afterAll, .edit, .greedyExact) == 1 && mean(.afterAll, .paraphrase, .tokenAccuracy) == 1)
        #expect(mean(.afterAll, .neighbour, .keptExact) == 1 && mean(.afterAll, .sibling, .kept) == 0)
        #expect(mean(.immediate, .edit, .exact) == 1 && outcome.tallies[.before, .edit, .tokenAccuracy]?.count == 12)
        #expect(outcome.refused == 0 && outcome.edits == 12 && outcome.byAge.map(\.count).reduce(0, +) == 12)
    }

    @Test("an edit of the model raises its target and is told from none", arguments: [1, 4])
    func edits(count: Int) throws {
        var bench = bench(try cases(count))
        let method = FineTuning(site: EditSite(layer: 1), steps: 60, rate: 0.05)
        let found = try bench.run("ft", .edits(method, atOnce: false), edits: count, run: 0) { _, _ in }
        let none = try bench.run("lookup", .looksUp, edits: count, run: 0) { _, _ in }
        let (reliable, before) = (found.tallies[.afterAll, .edit, .tokenAccuracy]?.mean, 0.5)
        #expect(reliable ?? 0 > before && none.tallies[.before, .edit, .tokenAccuracy]?.mean ?? 1 < before)
        #expect(none.lossBefore == none.lossAfter && found.lossAfter != found.lossBefore)
        #expect(found.tallies[.immediate, .edit, .exact]?.count == (count > 1 ? count : nil))
    }

    @Test("edits that a method refuses are counted with their reason, and what was there stays")
    func refusals() throws {
        var bench = bench(try cases(3))
        let method = ResidualMemoryEditing(site: EditSite(layer: 1), columns: 4)
        let found = try bench.run("memoir", .edits(method, atOnce: false), edits: 3, run: 0) { _, _ in }
        #expect(found.refused == 3 && found.refusal?.contains("nothing to do with edits") == true)
        #expect(found.tallies[.afterAll, .neighbour, .keptExact]?.mean == 1)
    }

    @Test("one batch of edits is one edit with many requests")
    func batches() throws {
        var bench = bench(try cases(3))
        let method = FineTuning(site: EditSite(layer: 1), steps: 2)
        var steps: [Int] = []
        let way = CorrectionWay.edits(method, atOnce: true)
        let found = try bench.run("ft", way, edits: 3, run: 0) { done, _ in steps.append(done) }
        #expect(steps == [1, 2, 3, 4] && found.seconds.count == 3)
        #expect(found.tallies[.immediate, .edit, .exact] == nil)
    }

    @Test("absorbed statements are read from memory, and the pool of every run begins anew")
    func absorbs() throws {
        let numbers = (0..<1536).map { (place: Int) -> Float in Float(place * 37 % 101) / 50 - 1 }
        let pool = PoolDelta(layers: 2, values: Tensor(rows: 48, columns: 32, numbers))
        var bench = bench(try cases(2))
        let way = CorrectionWay.absorbs(memory, base: pool)
        let first = try bench.run("absorb", way, edits: 2, run: 0) { _, _ in }
        #expect(try bench.run("absorb", way, edits: 2, run: 0) { _, _ in } == first)
        #expect(first.lossAfter != first.lossBefore && first.refused == 0)
    }

    @Test("what the progress throws ends a run")
    func stops() throws {
        var bench = bench(try cases(2))
        #expect(throws: Stopped.self) {
            try bench.run("lookup", .looksUp, edits: 2, run: 0) { _, _ in throw Stopped() }
        }
    }
}
