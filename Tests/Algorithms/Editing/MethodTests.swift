import Bytes
import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Editing methods, each on a model of both families")
struct MethodTests {
    private func losses(_ model: EditedModel, _ request: EditRequest) -> Double {
        let logits = model.logits(request.prompt.tokens, following: Array(request.target.dropLast()))
        return request.target.indices.reduce(0) {
            $0 + logits.logSumExp(row: $1) - Double(logits[$1, Int(request.target[$1])])
        }
    }

    @Test(
        "an edit makes its target likelier, its artifact reads back, and dropping it leaves the model as it was",
        arguments: TinyEditing.methods.indices, ModelFamily.allCases)
    func effect(number: Int, family: ModelFamily) throws {
        let method = TinyEditing.methods[number]
        let view = try TinyEditing.view(family)
        let request = TinyEditing.request()
        let artifact = try method.compute(
            [request], on: view, with: TinyEditing.resources(view, layers: [0, 1]), seed: 3)
        let again = try EditArtifact(decoding: artifact.encoded)
        #expect(again.encoded == artifact.encoded && again.digest == artifact.digest)
        let position = LogPosition(5)
        let stack = try EditStack().appending(again, at: position)
        let before = EditedModel(view.decoder), after = EditedModel(view.decoder, try stack.compile(for: view.decoder))
        let isContext = if case .context = artifact.payload { true } else { false }
        if isContext {
            #expect(after.stack.rewritten(request.prompt.tokens).count > request.prompt.tokens.count)
        } else {
            #expect(losses(after, request) < losses(before, request) - 0.5)
        }
        let dropped = EditedModel(view.decoder, try stack.dropping(position).compile(for: view.decoder))
        #expect(dropped.logits(request.prompt.tokens).array == before.logits(request.prompt.tokens).array)
    }

    @Test(
        "settings read back from their bytes, and the digest tells settings apart",
        arguments: TinyEditing.methods.indices)
    func settings(number: Int) throws {
        func check<Method: EditMethod>(_ method: Method) throws {
            let again = try EditMethods.method(Method.name, settings: method.encoded)
            #expect(again.digest == method.digest)
            #expect(throws: EditingError.self) {
                try EditMethods.method(Method.name, settings: method.encoded.dropLast())
            }
        }
        try check(TinyEditing.methods[number])
        let digests = Set(TinyEditing.methods.map(\.digest))
        #expect(digests.count == TinyEditing.methods.count)
    }

    @Test(
        "plans serve one text after another with a cache as a whole pass does", arguments: TinyEditing.methods.indices)
    func cache(number: Int) throws {
        let view = try TinyEditing.view()
        let request = TinyEditing.request()
        let artifact = try TinyEditing.methods[number].compute(
            [request], on: view, with: TinyEditing.resources(view, layers: [0, 1]), seed: 3)
        let stack = try EditStack().appending(artifact, at: LogPosition(1)).compile(for: view.decoder)
        let model = EditedModel(view.decoder, stack)
        let prompt = stack.rewritten(request.prompt.tokens)
        let plan = stack.plan(stack.route(prompt, view.decoder), layers: 3)
        var batch = DecodingBatch(view.decoder)
        let sequence = batch.add(reading: .plain, hooks: plan)
        let whole = model.logits(request.prompt.tokens, following: [4, 9])
        for (row, feed) in [prompt, [4], [9]].enumerated() {
            let step = batch.step([Feed(sequence: sequence, tokens: feed)])
            let distance = zip(step.array, whole[rows: row..<row + 1].array).map { abs($0 - $1) }.max() ?? 1
            #expect(distance < 1e-3)
        }
    }
}
