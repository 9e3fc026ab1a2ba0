import Autograd
import LatentMemory
import Tensors
import Testing
import Training
import Transformer

@Suite("Reading what was written, with gradients through the write")
struct MemoryObjectiveTests {
    private static let documents = [
        [[1, 2, 3, 4], [5, 6, 7]], [[8, 9, 10, 1, 2], [3, 4, 5, 6]], [[2, 2, 3], [4, 4, 5]],
    ] as [[[Int32]]]

    private func turns(thinning: Double) -> [MemoryTurn] {
        Self.documents.enumerated().map { number, texts in
            MemoryTurn(
                documents: texts.map { MemoryDocument(tokens: $0, questions: []) },
                sequence: TrainingSequence(
                    tokens: [7, 8, 9, Int32(number)], weights: [0, 0, 1, 1], answerStarts: [2]),
                windowTokens: 9, thinning: thinning,
                generator: CounterGenerator(key: (3, 4), place: (UInt64(number), 0, 0)))
        }
    }

    private func pools(_ configuration: ModelConfiguration) -> [PoolDelta] {
        (0..<3).map { MemoryStream(configuration, tokens: 12, seed: 2, number: $0).pool }
    }

    private func evaluate(
        _ model: TrainedModel, tapes: Int = 2, thinning: Double = 0.3, throughTail: Bool = true
    ) -> MemoryObjective.Outcome {
        MemoryObjective(model.decoder(), selection: .all, tapes: tapes, throughTail: throughTail)
            .evaluate(pools(model.configuration), turns(thinning: thinning))
    }

    @Test("gradients go through the write, and through the tail of the write before, by central differences")
    func differentiates() throws {
        let model = TinyModels.model(memory: true)
        let gradients = evaluate(model).gradients
        for name in model.parameters.names {
            let gradient = try #require(gradients[name], "\(name)").array
            model.expect(gradient, of: name) { evaluate($0).measures.loss }
        }
    }

    @Test("without the tail's gradient the loss is the same and the gradient another")
    func detaches() {
        let model = TinyModels.model(memory: true)
        let (whole, cut) = (evaluate(model), evaluate(model, throughTail: false))
        #expect(whole.measures.loss == cut.measures.loss)
        let name = "new_memory_positional_emb"
        #expect(whole.gradients[name]?.array != cut.gradients[name]?.array)
    }

    @Test("the pool afterwards is what absorbing gives: survivors in their order, new tokens at the end")
    func absorbs() throws {
        let model = TinyModels.model(memory: true)
        let memory = try #require(MemoryModel(model.decoder()))
        let before = pools(model.configuration)
        let after = evaluate(model).pools
        for stream in 0..<3 {
            let first = memory.selfUpdate(Self.documents[stream][0], tail: before[stream].tail(3))
            let second = memory.selfUpdate(Self.documents[stream][1], tail: first)
            for layer in 0..<2 {
                let newest = after[stream][layer][rows: 9..<12]
                for (a, b) in zip(newest.array, second[layer].array) { #expect(abs(a - b) < 1e-4) }
                let old = (0..<12).map { before[stream][layer][rows: $0..<$0 + 1].array }
                let kept = (0..<6).compactMap { old.firstIndex(of: after[stream][layer][rows: $0..<$0 + 1].array) }
                #expect(kept == kept.sorted() && Set(kept).count == kept.count && kept.count >= 4)
            }
        }
    }

    @Test("the same tapes give the same bits, others the same up to rounding")
    func divides() {
        let model = TinyModels.model(memory: true)
        let (one, again, other) = (evaluate(model), evaluate(model), evaluate(model, tapes: 3))
        #expect(one.measures == again.measures && one.right == again.right)
        #expect(abs(one.measures.loss - other.measures.loss) < 1e-5)
        for stream in 0..<3 { #expect(one.pools[stream].bytes == again.pools[stream].bytes) }
    }

    @Test("a thinned window holds fewer tokens, and its loss is another one")
    func thins() {
        let model = TinyModels.model(memory: true)
        #expect(evaluate(model, thinning: 0).measures.loss != evaluate(model, thinning: 0.5).measures.loss)
    }

    @Test("a correction takes the place of what was asked before")
    func corrects() {
        let configuration = TinyModels.configuration(memory: true)
        let question = { (answer: Int32) in MemoryQuestion(prompt: [1], answer: [answer], key: "a|b") }
        var stream = MemoryStream(configuration, tokens: 12, seed: 1, number: 0)
        let pool = stream.pool
        stream.take(pool, documents: [.init(tokens: [1], questions: [question(2)])], keeping: 5)
        stream.take(pool, documents: [.init(tokens: [2], questions: [question(3)])], keeping: 5)
        #expect(stream.documents.map(\.questions) == [[], [question(3)]])
        #expect(stream.written == 2)
        for _ in 0..<9 { stream.take(pool, documents: [.init(tokens: [4], questions: [])], keeping: 5) }
        #expect(stream.documents.count == 5)
    }
}
