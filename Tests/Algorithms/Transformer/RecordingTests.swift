import Autograd
import Tensors
import Testing
import Transformer

@Suite("The recording evaluator")
struct RecordingTests {
    private static let first: [Int32] = [3, 14, 15, 9, 2, 6]
    private static let second: [Int32] = [5, 3, 58]
    private var tokens: [Int32] { Self.first + Self.second }
    private let groups = [
        RecordedGroup(rows: first.count, firstPosition: 0), RecordedGroup(rows: second.count, firstPosition: 7),
    ]

    private func evaluator(
        _ decoder: Decoder, _ tape: Tape, recomputes: Bool = false, hooks: RecordingHooks = RecordingHooks()
    ) -> RecordingEvaluator {
        RecordingEvaluator(
            decoder.configuration, pass: .read, groups: groups, rotary: decoder.rotary.table(length: 16), tape: tape,
            recomputesLayers: recomputes, hooks: hooks)
    }

    /// Mean loss of the tokens behind some rows.
    private func loss(
        _ decoder: Decoder, _ tape: Tape, recomputes: Bool = false, hooks: RecordingHooks = RecordingHooks()
    ) -> HeadLoss {
        var evaluator = evaluator(decoder, tape, recomputes: recomputes, hooks: hooks)
        let hidden = decoder.hidden(tokens, with: &evaluator)
        return decoder.loss(
            hidden, rows: [0, 2, 4, 7], targets: [14, 9, 6, 58], weights: [0.25, 0.25, 0.25, 0.25], choices: true,
            with: &evaluator)
    }

    @Test("gives the numbers that the immediate one gives")
    func sameAsImmediate() throws {
        let decoder = try TinyModel.decoder()
        var recording = evaluator(decoder, Tape(differentiates: .all))
        let recorded = decoder.logits(decoder.hidden(tokens, with: &recording), with: &recording).value
        var immediate = ImmediateEvaluator(decoder.configuration, pass: .write, groups: groups.map {
            RowGroup(
                rows: $0.rows, firstPosition: $0.firstPosition, text: TextCache(decoder.configuration, capacity: 8),
                rotary: decoder.rotary.table(length: 16))
        })
        let computed = decoder.logits(decoder.hidden(tokens, with: &immediate), with: &immediate)
        #expect(recorded.distance(to: computed) < 1e-6)
        var last = evaluator(decoder, Tape(differentiates: .all))
        let ends = decoder.logits(decoder.lastHidden(tokens, with: &last), with: &last).value
        #expect(ends[rows: 0..<1].distance(to: computed[rows: 5..<6]) < 1e-6)
        #expect(ends[rows: 1..<2].distance(to: computed[rows: 8..<9]) < 1e-6)
    }

    @Test("gradients by every parameter agree with differences of the loss", arguments: [false, true])
    func gradients(tied: Bool) throws {
        let configuration = TinyModel.configuration(tied: tied)
        let parameters = ChangedWeights(RandomWeights(seed: 4))
        let tape = Tape(differentiates: .all)
        let decoder = Decoder(try ModelWeights(configuration, from: parameters))
        tape.backward(from: loss(decoder, tape).total)
        let gradients = tape.takeGradients()
        #expect(gradients.names.count == 3 * 9 + (tied ? 2 : 3))
        for name in gradients.names {
            guard let gradient = gradients[name]?.array else { continue }
            let greatest = gradient.map(abs).max() ?? 0
            for place in [gradient.firstIndex { abs($0) == greatest } ?? 0, gradient.count / 2] {
                func moved(_ step: Float) throws -> Double {
                    let changed = ChangedWeights(parameters.source, name: name, place: place, by: step)
                    let decoder = Decoder(try ModelWeights(configuration, from: changed))
                    return Double(loss(decoder, Tape(differentiates: .none)).total.value[0, 0])
                }
                let (near, far) = (try moved(0.02) - moved(-0.02), try moved(0.04) - moved(-0.04))
                let wanted = (8 * near - far) / 0.24
                #expect(abs(Double(gradient[place]) - wanted) < 4e-4 + 1e-3 * abs(wanted), "\(name) \(place)")
            }
        }
    }

    @Test("layers that are run again give the same gradients")
    func recomputed() throws {
        let decoder = try TinyModel.decoder()
        let all = [false, true].map { recomputes in
            let tape = Tape(differentiates: .all)
            tape.backward(from: loss(decoder, tape, recomputes: recomputes).total)
            return tape.takeGradients()
        }
        #expect(all[0].names == all[1].names)
        for name in all[0].names {
            guard let one = all[0][name], let other = all[1][name] else { continue }
            #expect(other.distance(to: one) < 1e-6, "\(name)")
        }
    }

    @Test("only what is asked for: one matrix, or one activation, with nothing below it")
    func selected() throws {
        let decoder = try TinyModel.decoder()
        let whole = Tape(differentiates: .all)
        whole.backward(from: loss(decoder, whole).total)
        let name = "model.layers.1.mlp.down_proj.weight"
        let one = Tape(differentiates: .only([name]))
        one.backward(from: loss(decoder, one).total)
        let single = one.takeGradients()
        #expect(single.names == [name])
        #expect(single[name]?.array == whole.takeGradients()[name]?.array)

        let site = HookSite(layer: 1, module: .projection(.down))
        var hooks = RecordingHooks()
        var leaf: Variable?
        hooks.add(at: site) { tape, rows in
            let made = tape.leaf(rows.value)
            leaf = made
            return made
        }
        let tape = Tape(differentiates: .none)
        tape.backward(from: loss(decoder, tape, hooks: hooks).total)
        let gradient = try #require(leaf.flatMap { tape.gradient(of: $0) })
        #expect(gradient.rows == tokens.count && gradient.array.contains { $0 != 0 })
        #expect(tape.takeGradients().names.isEmpty)
    }

    @Test("two threads with a tape each give the same sums as one after another")
    func threads() throws {
        let decoder = try TinyModel.decoder()
        let halves = batchGradients(2) { _ in
            let tape = Tape(differentiates: .all)
            tape.backward(from: self.loss(decoder, tape).total)
            return (tape.takeGradients(), ())
        }.gradients
        let tape = Tape(differentiates: .all)
        tape.backward(from: loss(decoder, tape).total)
        var twice = tape.takeGradients()
        twice.scale(by: 2)
        for name in twice.names { #expect(halves[name]?.array == twice[name]?.array, "\(name)") }
    }
}

/// Weights of another source, one number of one of them changed.
struct ChangedWeights: WeightSource {
    let source: RandomWeights
    private let name: String?
    private let place: Int
    private let step: Float

    init(_ source: RandomWeights, name: String? = nil, place: Int = 0, by step: Float = 0) {
        self.source = source
        self.name = name
        self.place = place
        self.step = step
    }

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
