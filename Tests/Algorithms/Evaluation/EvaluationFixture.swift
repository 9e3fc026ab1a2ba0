import Checkpoints
import Evaluation
import LatentMemory
import MemoryTypes
import Tensors
import Testing
import Transformer

/// A tiny model of random weights whose tokens are the bytes of a text.
struct EvaluationFixture {
    let model: MemoryModel
    let base: PoolDelta
    let shape: PoolShape
    let text = RetentionText(
        pieces: { text in
            let tokens = Self.tokens(text)
            return stride(from: 0, to: tokens.count, by: 16).map { Array(tokens[$0..<min($0 + 16, tokens.count)]) }
        }, prompt: { Self.tokens($0) }, answer: { Self.words($0) }, endTokens: [257])

    static func tokens(_ text: String) -> [Int32] { text.utf8.map { Int32($0) } }
    static func words(_ tokens: [Int32]) -> String { tokens.map { "\($0)" }.joined(separator: " ") }

    init() throws {
        let memory = MemoryConfiguration(
            updateTokens: 4, poolTokens: 24, addsBos: true, dropsPerLayer: true, memoryClass: .llama8B, adapters: nil)
        let configuration = ModelConfiguration.tiny(memory: memory)
        model = try #require(MemoryModel(Decoder(try RandomModel(configuration, seed: 3).weights(.f32))))
        let numbers = (0..<1536).map { (place: Int) -> Float in Float(place * 37 % 101) / 50 - 1 }
        base = PoolDelta(layers: 2, values: Tensor(rows: 48, columns: 32, numbers))
        shape = try #require(
            PoolShape(layers: 2, width: 32, tokens: 24, updateTokens: 4, shards: 1, dropsPerLayer: true))
    }

    func chain(image: ChainImage? = nil) -> UpdateChain {
        UpdateChain(model, shape: shape, base: base, seed: 11, image: image)
    }

    /// Document `number`, with what the model says about it at that place of the chain.
    static func document(_ number: Int, answer: String = "?") -> RetentionDocument {
        RetentionDocument(
            text: "Person \(number) lives in town \(number * 7 % 13).",
            questions: [RetentionQuestion(text: "Where does person \(number) live?", answers: [answer])])
    }

    /// The likeliest tokens after a prompt, one by one.
    func said(_ prompt: String, _ context: ReadingContext, count: Int) -> String {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context)
        var (next, found): ([Int32], [Int32]) = (Self.tokens(prompt), [])
        while found.count < count {
            let token = Int32(batch.step([Feed(sequence: sequence, tokens: next)]).argmax(row: 0) ?? 0)
            guard token != 257 else { break }
            found.append(token)
            next = [token]
        }
        return Self.words(found)
    }
}
