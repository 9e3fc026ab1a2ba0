import Bytes
import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Edits of several methods in one stack")
struct StackTests {
    private let methods: [any EditMethod] = [
        RankOneEditing(layer: 0),
        ResidualMemoryEditing(site: EditSite(layer: 1), columns: 14, threshold: 0.9, steps: 60),
        CodebookEditing(site: EditSite(layer: 1)), FineTuning(site: EditSite(layer: 2), steps: 3, rate: 1e-3),
    ]

    private func stack() throws -> EditStack {
        var stack = EditStack()
        for (number, method) in methods.enumerated() {
            let view = try TinyEditing.view(stack: stack)
            let request = TinyEditing.request(Int32(number * 2), target: [Int32(30 + number)])
            let artifact = try method.compute(
                [request], on: view, with: TinyEditing.resources(view, layers: []), seed: 9)
            stack = try stack.appending(artifact, at: LogPosition(UInt64(number) + 1))
        }
        return stack
    }

    @Test("each edit is computed on those before it, and routed ones are still found after later ones")
    func mixture() throws {
        let stack = try stack()
        let view = try TinyEditing.view(stack: stack)
        let model = EditedModel(view.decoder, view.effects)
        for number in 1...2 {
            let prompt = TinyEditing.request(Int32(number * 2)).prompt.tokens
            #expect(view.effects.route(prompt, view.decoder).decisions.count == 1)
            #expect(model.logits(prompt).argmax(row: 0) == 30 + number)
        }
    }

    @Test("dropping one of several leaves exactly what the others give")
    func drop() throws {
        let stack = try stack()
        let decoder = try TinyEditing.view().decoder
        var wanted = EditStack()
        for entry in stack.entries where entry.position != LogPosition(2) {
            wanted = try wanted.appending(entry.artifact, at: entry.position)
        }
        let dropped = try stack.dropping(LogPosition(2))
        #expect(dropped.digests == wanted.digests)
        let prompt = TinyEditing.request(2).prompt.tokens
        let models = try [dropped, wanted].map { EditedModel(decoder, try $0.compile(for: decoder)) }
        #expect(models[0].logits(prompt).array == models[1].logits(prompt).array)
        let whole = EditedModel(decoder, try stack.compile(for: decoder))
        #expect(whole.logits(prompt).array != models[0].logits(prompt).array)
    }

    @Test("many low-rank edits of one layer give the same as factors and as a matrix")
    func manyFactors() throws {
        let view = try TinyEditing.view()
        func stack(_ count: Int) throws -> EditStack {
            try (0..<count).reduce(EditStack()) { stack, number in
                let inputs = Tensor(rows: 1, columns: 48, (0..<48).map { Float(($0 * 7 + number * 5) % 11) / 300 })
                let outputs = Tensor(rows: 1, columns: 32, (0..<32).map { Float(($0 * 3 + number) % 7) / 300 })
                let delta = LowRankDelta(
                    site: EditSite(layer: 1), factors: Factors(inputs: inputs, outputs: outputs))
                return try stack.appending(
                    EditArtifact(method: "rome", model: TinyEditing.model, payload: .lowRank([delta])),
                    at: LogPosition(UInt64(number)))
            }
        }
        // 19 times 48 + 32 numbers are fewer than 48 times 32, and 20 are more.
        let prompt = TinyEditing.request().prompt.tokens
        for count in [19, 20] {
            let stack = try stack(count)
            let found = EditedModel(view.decoder, try stack.compile(for: view.decoder)).logits(prompt).array
            let sum = stack.entries.reduce(nil as Tensor?) { sum, entry in
                guard case .lowRank(let deltas) = entry.artifact.payload else { return sum }
                return deltas[0].factors.product(addedTo: sum)
            }
            let dense = EditArtifact(
                method: "ft", model: TinyEditing.model,
                payload: .dense([DenseDelta(site: EditSite(layer: 1), values: try #require(sum))]))
            let other = try EditStack().appending(dense, at: LogPosition(1)).compile(for: view.decoder)
            let wanted = EditedModel(view.decoder, other).logits(prompt).array
            #expect(zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test("Huang et al. 2023, eq. 4: a neuron adds its value where its key meets the input")
    func neurons() throws {
        let view = try TinyEditing.view()
        let prompt = TinyEditing.request().prompt.tokens
        func logits(bias: Float) throws -> [Float] {
            let neurons = AddedNeurons(
                layer: 2, keys: .zeros(rows: 1, columns: 32), biases: Tensor(rows: 1, columns: 1, [bias]),
                values: Tensor(rows: 1, columns: 32, (0..<32).map { Float($0) / 32 }))
            let artifact = EditArtifact(method: "tpatcher", model: TinyEditing.model, payload: .neurons(neurons))
            let again = try EditArtifact(decoding: artifact.encoded)
            let stack = try EditStack().appending(again, at: LogPosition(1)).compile(for: view.decoder)
            return EditedModel(view.decoder, stack).logits(prompt).array
        }
        let base = EditedModel(view.decoder).logits(prompt).array
        #expect(try logits(bias: -1) == base)
        var plan = HookPlan()
        plan.add(at: HookSite(layer: 2, module: .feedForward)) { rows in
            Verbs.add(row: Tensor(rows: 1, columns: 32, (0..<32).map { Float($0) / 16 }), toRowsOf: rows)
        }
        var batch = DecodingBatch(view.decoder)
        let sequence = batch.add(reading: .plain, hooks: plan)
        let wanted = batch.step([Feed(sequence: sequence, tokens: prompt)]).array
        #expect(zip(try logits(bias: 2), wanted).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test("an adapter behind a gate reads back, and is refused until it can be applied")
    func gated() throws {
        let delta = LowRankDelta(
            site: EditSite(layer: 0), factors: Factors(
                inputs: .zeros(rows: 2, columns: 48), outputs: .zeros(rows: 2, columns: 32)))
        let adapter = GatedAdapter(
            key: .zeros(rows: 1, columns: 48), gate: EditSite(layer: 2), sharpness: 1, adapters: [delta])
        let artifact = EditArtifact(method: "mega", model: TinyEditing.model, payload: .gatedAdapter(adapter))
        let again = try EditArtifact(decoding: artifact.encoded)
        #expect(again.digest == artifact.digest)
        let stack = try EditStack().appending(again, at: LogPosition(1))
        #expect(throws: EditingError.methodUnknown("mega")) { try stack.compile(for: TinyEditing.view().decoder) }
    }
}
