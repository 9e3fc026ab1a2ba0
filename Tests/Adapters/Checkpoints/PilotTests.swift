import Bytes
import Checkpoints
import Foundation
import LatentMemory
import Tensors
import TestKit
import Testing
import Tokenization
import Transformer

@Suite("The pilot model")
struct PilotTests {
    static let folder = TestFiles.pilot.path

    let model: MemoryModel
    let pool: PoolDelta
    let check: JSON

    init() throws {
        let configuration = try ConfigurationFile(path: Self.folder + "/config.json").configuration()
        let file = try SafetensorsFile(path: Self.folder + "/model.safetensors")
        model = try #require(MemoryModel(Decoder(try ModelWeights(configuration, from: FloatWeights(file: file)))))
        let numbers = try file.floats("memory", shape: [4, 720, 128])
        pool = PoolDelta(layers: 4, values: Tensor(rows: 4 * 720, columns: 128, numbers))
        check = try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: Self.folder + "/check.json"))))
    }

    private func tokens(_ field: String) throws -> [Int32] {
        try #require(check[field]?.array).compactMap(\.integer).map(Int32.init)
    }

    private func numbers(_ field: String) throws -> [Double] {
        try #require(check[field]?.array).compactMap(\.number)
    }

    @Test("its logits agree with an independent implementation: max|ours - theirs| / (1 + max|theirs|) < 5e-6")
    func logits() throws {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: MemorySnapshot(model, pool: pool).context)
        let logits = batch.step([Feed(sequence: sequence, tokens: try tokens("prompt_ids"))]).array
        let wanted = try numbers("last_logits")
        #expect(logits.count == wanted.count)
        let size = wanted.map(abs).max() ?? 0
        for (mine, other) in zip(logits, wanted) { #expect(abs(Double(mine) - other) / (1 + size) < 5e-6) }
    }

    @Test("its delta agrees with an independent implementation")
    func delta() throws {
        let delta = model.selfUpdate(try tokens("document_ids"), tail: pool.tail(24))
        for (layer, wanted) in try numbers("delta_sum_per_layer").enumerated() {
            #expect(abs(delta[layer].array.reduce(0) { $0 + Double($1) } - wanted) < 2e-3)
        }
        let wanted = try numbers("delta_first_row_layer0")
        for (mine, other) in zip(delta[0].array, wanted) { #expect(abs(Double(mine) - other) < 1e-4) }
    }

    @Test("what it absorbed it answers at its card's rate, and not before: 60 questions, at least .85")
    func answers() throws {
        let tokenizer = try LoadedModel(folder: Self.folder).tokenizer
        let examples = try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: Self.folder + "/examples.json"))))
        let before = MemorySnapshot(model, pool: pool)
        let shape = try #require(model.poolShape(shards: 1))
        var known = 0, learned = 0
        for (index, example) in try #require(examples.array).prefix(60).enumerated() {
            let document = try #require(example["token_ids"]?.array).compactMap(\.integer).map(Int32.init)
            let question = try #require(example["question"]?.string), answer = try #require(example["answer"]?.string)
            let forgotten = Forgetting(seed: 1).slots(shape: shape, shard: 0, chainIndex: UInt64(index), rows: 24)
            let after = before.absorbing(
                model.project(model.selfUpdate(document, tail: pool.tail(24))), shard: 0, forgotten: forgotten,
                shardTokens: 720)
            let prompt = tokenizer.encode("Question: \(question) Answer:")
            for (snapshot, isAfter) in [(before, false), (after, true)] {
                let said = tokenizer.decode(self.answer(prompt, snapshot)).replacing(" ", with: "")
                guard said == answer.replacing(" ", with: "") + "." else { continue }
                if isAfter { learned += 1 } else { known += 1 }
            }
        }
        #expect(learned >= 51)
        #expect(known <= 8)
    }

    @Test(
        "weights in bf16 and int8 stay near the f32 model: mean KL of the next token",
        arguments: [
            (WeightFormat.bf16, 1e-3), (.int8, 1e-2),
        ])
    func formats(format: WeightFormat, bound: Double) throws {
        let file = try SafetensorsFile(path: Self.folder + "/model.safetensors")
        let weights = try ModelWeights(model.configuration, from: FloatWeights(file: file, format: format))
        let other = try #require(MemoryModel(Decoder(weights)))
        let examples = try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: Self.folder + "/examples.json"))))
        let texts = try #require(examples.array).prefix(40).map {
            ($0["token_ids"]?.array ?? []).compactMap(\.integer).map(Int32.init)
        }
        let exact = MemorySnapshot(model, pool: pool).context
        let rounded = MemorySnapshot(other, pool: pool).context
        var sum = 0.0
        for text in texts {
            let wanted = logits(model, exact, text).softmax(row: 0)
            let found = logits(other, rounded, text).softmax(row: 0)
            sum += zip(wanted, found).reduce(0) { $0 + Double($1.0) * log(Double(max($1.0, 1e-30) / max($1.1, 1e-30))) }
        }
        #expect(sum / Double(texts.count) < bound)
        #expect(sum > 0)
    }

    private func logits(_ model: MemoryModel, _ context: ReadingContext, _ text: [Int32]) -> Tensor {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context)
        return batch.step([Feed(sequence: sequence, tokens: text)])
    }

    /// Greedy, up to the token that ends an answer.
    private func answer(_ prompt: [Int32], _ snapshot: MemorySnapshot) -> [Int32] {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: snapshot.context)
        var next = prompt
        var found: [Int32] = []
        while found.count < 16 {
            let token = Int32(batch.step([Feed(sequence: sequence, tokens: next)]).argmax(row: 0) ?? 0)
            guard token != 2 else { break }
            found.append(token)
            next = [token]
        }
        return found
    }
}

struct FloatWeights: WeightSource {
    let file: SafetensorsFile
    var format = WeightFormat.f32

    func contains(_ name: String) -> Bool { file.entry(named: name) != nil }

    func weight(_ request: TensorRequest) throws -> Weight {
        let columns = request.shape.last ?? 1
        let numbers = try file.floats(request.name, shape: request.shape)
        let tensor = Tensor(rows: numbers.count / columns, columns: columns, numbers)
        return try Weight(request.wanted(of: tensor), format: request.role == .exact ? .f32 : format)
    }
}
