import Autograd
import LatentMemory
import Tensors
import Testing
import Transformer

@Suite("Memory on a tape")
struct MemoryRecorderTests {
    private let first: [Int32] = [3, 14, 15, 9, 2, 6, 5]
    private let short: [Int32] = [8, 9]
    private let question: [Int32] = [7, 9, 3, 2]

    private func tail(_ rows: PoolDelta) -> [Variable] { (0..<rows.layers).map { .constant(rows[$0]) } }

    /// The loss of a question after two writes in a row, the second short, beside old memory.
    private func loss(_ model: MemoryModel, _ tape: Tape, recomputes: Bool = false) -> Variable {
        let recorder = MemoryRecorder(model, tape: tape, recomputesLayers: recomputes)
        let old = tail(TinyMemory.tokens(5, seed: 3))
        let one = recorder.write([RecordedPiece(tokens: first, tail: tail(TinyMemory.tokens(4, seed: 2)))])[0]
        let two = recorder.write([RecordedPiece(tokens: short, tail: one)])[0]
        let memory = zip(old, zip(one, two)).map { tape.concatenate([$0, $1.0, $1.1]) }
        var reading = recorder.read([
            RecordedText(tokens: question, memory: memory), RecordedText(tokens: short, memory: two),
        ])
        return model.decoder.loss(
            reading.hidden, rows: [0, 1, 2, 4], targets: [9, 3, 2, 9], weights: [0.3, 0.3, 0.3, 0.1],
            with: &reading.evaluator).total
    }

    @Test("what is written is what a write that records nothing writes, before the first fill and after")
    func sameAsImmediate() throws {
        for memoryClass in [MemoryConfiguration.Class.llama7B, .llama8B] {
            let model = try TinyMemory.model(TinyMemory.configuration(class: memoryClass, adapters: true))
            let old = TinyMemory.tokens(4, seed: 2)
            let recorder = MemoryRecorder(model, tape: Tape(differentiates: .all))
            let recorded = recorder.write([
                RecordedPiece(tokens: first, tail: tail(old)), RecordedPiece(tokens: short, tail: tail(old)),
                RecordedPiece(tokens: first, tail: nil),
            ])
            let computed = model.selfUpdate([
                WritePiece(tokens: first, tail: old), WritePiece(tokens: short, tail: old),
                WritePiece(tokens: first, tail: nil),
            ])
            for (one, other) in zip(recorded, computed) {
                #expect(Verbs.concatenate(one.map(\.value)).distance(to: other.values) < 2e-6)
            }
        }
    }

    @Test("gradients through two writes and a read agree with differences of the loss")
    func gradients() throws {
        let configuration = TinyMemory.configuration(adapters: true)
        let tape = Tape(differentiates: .all)
        tape.backward(from: loss(try TinyMemory.model(configuration, seed: 5), tape))
        let gradients = tape.takeGradients()
        let names = [
            TensorRequest.bos, TensorRequest.newMemory, "model.embed_tokens.weight",
            "model.layers.0.self_attn.k_proj.lora_A.default.weight",
            "model.layers.1.mlp.up_proj.lora_B.decoder_adapter.weight",
            "model.layers.0.self_attn.o_proj.base_layer.weight",
            "model.layers.1.input_layernorm.weight", "model.layers.0.mlp.down_proj.base_layer.weight",
        ]
        for name in names {
            let gradient = try #require(gradients[name], "\(name)").array
            let greatest = gradient.map(abs).max() ?? 0
            let place = gradient.firstIndex { abs($0) == greatest } ?? 0
            func moved(_ step: Float) throws -> Double {
                let source = ChangedWeights(source: RandomWeights(seed: 5), name: name, place: place, step: step)
                let model = try #require(MemoryModel(Decoder(try ModelWeights(configuration, from: source))))
                return Double(loss(model, Tape(differentiates: .none)).value[0, 0])
            }
            let (near, far) = (try moved(0.02) - moved(-0.02), try moved(0.04) - moved(-0.04))
            let wanted = (8 * near - far) / 0.24
            #expect(greatest > 0 && abs(Double(gradient[place]) - wanted) < 4e-4 + 2e-3 * abs(wanted), "\(name)")
        }
    }

    @Test("layers that are run again give the same gradients through the write")
    func recomputed() throws {
        let model = try TinyMemory.model(TinyMemory.configuration(adapters: true))
        let all = [false, true].map { recomputes in
            let tape = Tape(differentiates: .all)
            tape.backward(from: loss(model, tape, recomputes: recomputes))
            return tape.takeGradients()
        }
        #expect(all[0].names == all[1].names && all[0].names.contains(TensorRequest.newMemory))
        for name in all[0].names {
            guard let one = all[0][name], let other = all[1][name] else { continue }
            #expect(other.distance(to: one) < 2e-6, "\(name)")
        }
    }
}

/// Weights of a seed, one number of one of them changed.
private struct ChangedWeights: WeightSource {
    let source: RandomWeights
    let name: String
    let place: Int
    let step: Float

    func contains(_ name: String) -> Bool { source.contains(name) }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let weight = try source.weight(request)
        guard request.name == name else { return weight }
        let tensor = weight.widened()
        var numbers = tensor.array
        numbers[place] += step
        return Weight(sharing: Tensor(rows: tensor.rows, columns: tensor.columns, numbers))
    }
}
