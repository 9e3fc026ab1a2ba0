import Bytes
import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Edits that are refused")
struct RefusalTests {
    private func encode(_ text: String) -> [Int32] {
        text.split(separator: " ").map { Int32($0.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 59 } + 1) }
    }

    @Test("a subject that is not in the prompt, a target without words, a target without tokens")
    func texts() throws {
        #expect(throws: EditingError.subjectNotInPrompt("Rome")) {
            try EditRequest(prompt: "The capital of France is", subject: "Rome", target: "Paris", encode: encode)
        }
        #expect(throws: EditingError.targetEmpty) {
            try EditRequest(prompt: "The capital", subject: nil, target: "  ", encode: encode)
        }
        #expect(throws: EditingError.targetWithoutTokens("x")) {
            try EditRequest(prompt: "The capital", subject: nil, target: "x") { _ in [] }
        }
    }

    @Test("tokens of the subject are found at the beginning of a text and after another")
    func subject() throws {
        let request = try EditRequest(
            prompt: "The capital of New France is", subject: "New France", target: "Paris", beginning: [0],
            encode: encode)
        #expect(request.prompt.subject == 4..<6)
        #expect(request.continuation.subject == 3..<5)
        #expect(request.prompt.tokens.first == 0 && request.target == encode("Paris"))
        #expect(request.essence?.subject == 1..<3)
        #expect(try EditRequest(decoding: request.encoded) == request)
    }

    @Test("a layer the model lacks, statistics that are missing or another model's, a text that is too long")
    func resources() throws {
        let view = try TinyEditing.view()
        let request = TinyEditing.request()
        #expect(throws: EditingError.siteMissing(EditSite(layer: 9).hook)) {
            try FineTuning(site: EditSite(layer: 9)).compute([request], on: view, with: EditResources(), seed: 0)
        }
        let method = MassEditing(layers: [1], equation: .leastSquares(weight: 1))
        #expect(throws: EditingError.statisticsMissing(EditSite(layer: 1).hook)) {
            try method.compute([request], on: view, with: EditResources(), seed: 0)
        }
        var resources = try TinyEditing.resources(view, layers: [1])
        let own = try #require(resources.statistics[EditSite(layer: 1)])
        resources.statistics[own.site] = KeyStatistics(
            model: ModelDigest(of: [2]), site: own.site, tokens: own.tokens, moment: own.moment)
        #expect(throws: EditingError.self) { try method.compute([request], on: view, with: resources, seed: 0) }
        let long = SubjectPrompt(tokens: Array(repeating: 3, count: 80), subject: 0..<1)
        let tooLong = EditRequest(
            promptText: "", subjectText: nil, targetText: "", prompt: long, continuation: long, essence: long,
            target: [4])
        #expect(throws: EditingError.promptTooLong(tokens: 80, limit: 64)) {
            try FineTuning(site: EditSite(layer: 1)).compute([tooLong], on: view, with: EditResources(), seed: 0)
        }
        #expect(throws: EditingError.batch(found: 2, wanted: 1...1)) {
            try RankOneEditing(layer: 1).compute([request, request], on: view, with: EditResources(), seed: 0)
        }
    }

    @Test("an artifact that was cut, changed or made for another width is refused")
    func artifacts() throws {
        let view = try TinyEditing.view()
        let artifact = try RankOneEditing(layer: 1).compute(
            [TinyEditing.request()], on: view, with: EditResources(), seed: 0)
        let bytes = artifact.encoded
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: BytesError.self) { try EditArtifact(decoding: Array(bytes.prefix(count))) }
        }
        let wide = EditArtifact(method: "rome", model: TinyEditing.model, payload: .lowRank([
            LowRankDelta(site: EditSite(layer: 1), factors: Factors(
                inputs: .zeros(rows: 1, columns: 5), outputs: .zeros(rows: 1, columns: 32)))
        ]))
        #expect(throws: EditingError.self) {
            try EditStack().appending(wide, at: LogPosition(1)).compile(for: view.decoder)
        }
    }

    @Test(
        "tokens beyond the vocabulary and empty prompts are refused by every method",
        arguments: TinyEditing.methods.indices)
    func tokens(number: Int) throws {
        let view = try TinyEditing.view()
        let resources = try TinyEditing.resources(view, layers: [0, 1])
        func refusal(_ prompt: [Int32], _ target: [Int32]) -> EditingError? {
            let place = SubjectPrompt(tokens: prompt, subject: prompt.isEmpty ? nil : 0..<1)
            let request = EditRequest(
                promptText: "", subjectText: nil, targetText: "", prompt: place, continuation: place, essence: place,
                target: target)
            do {
                _ = try TinyEditing.methods[number].compute([request], on: view, with: resources, seed: 0)
                return nil
            } catch { return error }
        }
        #expect(refusal([1, 2], [61]) == .tokenUnknown(61))
        #expect(refusal([1, -1], [3]) == .tokenUnknown(-1))
        #expect(refusal([], [3]) == .promptEmpty)
        #expect(refusal([1, 2], []) == .targetEmpty)
    }

    @Test("artifacts with tokens or widths that the model has not are refused when a stack is compiled")
    func foreign() throws {
        let view = try TinyEditing.view()
        let store = { (width: Int, token: Int32) in
            EditPayload.datastore(Datastore(
                settings: NeighbourSettings(), keys: .zeros(rows: 1, columns: width), tokens: [token]))
        }
        let text = ContextText(settings: ContextSettings(), text: [61], topic: [1])
        for payload in [store(31, 1), store(32, 61), .context(text)] {
            let artifact = EditArtifact(method: "x", model: TinyEditing.model, payload: payload)
            let stack = try EditStack().appending(artifact, at: LogPosition(1))
            #expect(throws: EditingError.self) { try stack.compile(for: view.decoder) }
        }
    }

    @Test("presets are found by the names of method and model, with settings of a known method")
    func presets() throws {
        #expect(EditPresets.preset("r-rome", for: "llama-3-8b")?.settings is RankOneEditing)
        #expect(EditPresets.preset("rome", for: "a model nobody traced") == nil)
        #expect(Set(EditPresets.all.map { "\($0.method) \($0.model)" }).count == EditPresets.all.count)
        for preset in EditPresets.all { #expect(!preset.source.isEmpty) }
    }

    @Test("a change is measured beside the weight it changes")
    func size() throws {
        let view = try TinyEditing.view()
        let site = EditSite(layer: 1)
        let own = view.decoder.layers[1].weights[.down].weight.widened()
        let half = EditArtifact(
            method: "ft", model: TinyEditing.model,
            payload: .dense([DenseDelta(site: site, values: Verbs.scale(own, by: 0.5))]))
        #expect(abs(try #require(half.relativeChanges(in: view.decoder)[site]) - 0.5) < 1e-6)
        let factors = Factors(
            inputs: Tensor(rows: 1, columns: 48, Array(repeating: 1, count: 48)),
            outputs: Tensor(rows: 1, columns: 32, Array(repeating: 2, count: 32)))
        let added = EditArtifact(
            method: "rome", model: TinyEditing.model, payload: .lowRank([LowRankDelta(site: site, factors: factors)]))
        let wanted = (Verbs.squares(factors.product()) / Verbs.squares(own)).squareRoot()
        #expect(abs(try #require(added.relativeChanges(in: view.decoder)[site]) - wanted) < 1e-6 * wanted)
    }

    @Test("statistics read back from their bytes")
    func statistics() throws {
        let view = try TinyEditing.view()
        let own = try #require(TinyEditing.resources(view, layers: [1]).statistics[EditSite(layer: 1)])
        let again = try KeyStatistics(decoding: own.encoded)
        #expect(again.model == own.model && again.tokens == 360 && again.encoded == own.encoded)
    }
}
