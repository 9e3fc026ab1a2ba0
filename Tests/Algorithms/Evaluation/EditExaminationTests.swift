import Checkpoints
import Editing
import Evaluation
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("The measures of an edit")
struct EditExaminationTests {
    let view: EditView
    let request: EditRequest
    let before: EditedModel
    let examination: EditExamination

    init() throws {
        view = try MeasuredModel.view()
        let prompt = SubjectPrompt(tokens: [3, 8, 13, 18, 23, 28], subject: 2..<4)
        request = EditRequest(
            promptText: "p", subjectText: "s", targetText: "t", prompt: prompt, continuation: prompt,
            essence: SubjectPrompt(tokens: [13, 18, 1], subject: 0..<2), target: [17, 23])
        before = EditedModel(view.decoder)
        examination = EditExamination(
            before: before, canaries: [[1, 2, 3], [40, 41], []], text: Array(0..<30))
    }

    private var probe: EditProbe {
        EditProbe(
            edit: .init(prompt: request.prompt.tokens, answer: request.target),
            paraphrases: [.init(prompt: [9, 8, 7], answer: [5])])
    }

    private func measures(_ artifact: EditArtifact) throws -> EditMeasures {
        let stack = try EditStack().appending(artifact, at: LogPosition(1)).compile(for: view.decoder)
        return try examination.measures(
            of: [.init(artifact: artifact, view: view, requests: [request])], probes: [probe],
            after: EditedModel(view.decoder, stack))
    }

    @Test("an edit that changes nothing is local, keeps the perplexity and is not reliable")
    func nothing() throws {
        let factors = Factors(inputs: .zeros(rows: 1, columns: 48), outputs: .zeros(rows: 1, columns: 32))
        let artifact = EditArtifact(
            method: "ft", model: view.model,
            payload: .lowRank([LowRankDelta(site: EditSite(layer: 1), factors: factors)]))
        let found = try measures(artifact)
        #expect(found.locality == 1 && found.perplexity == found.perplexityBefore && found.relativeChange == 0)
        #expect(found.keyShare == nil && found.reliability < 1)
        #expect(found.paraphrase == before.accuracy(of: probe.paraphrases[0]))
    }

    @Test("an edit that takes is reliable")
    func taken() throws {
        let editing = FineTuning(site: EditSite(layer: 2), steps: 200, rate: 0.05)
        let found = try measures(try editing.compute([request], on: view, with: EditResources(), seed: 1))
        #expect(found.reliability == 1 && found.relativeChange > 0 && found.keyShare == nil)
    }

    @Test("the share of its key is what a rank-one change's direction sees of it")
    func rankOne() throws {
        let value = ValueSettings(steps: 3)
        let editing = RankOneEditing(layer: 1, value: value)
        let own = try editing.compute([request], on: view, with: EditResources(), seed: 1)
        #expect(abs((try measures(own).keyShare ?? 0) - 1) < 1e-5, "the direction is the key itself")
        guard case .lowRank(let deltas) = own.payload else { return }
        let half = Tensor(rows: 1, columns: 48, deltas[0].factors.inputs.array.enumerated().map { $0 < 24 ? $1 : 0 })
        let factors = Factors(inputs: half, outputs: deltas[0].factors.outputs)
        let part = EditArtifact(
            method: "rome", model: view.model,
            payload: .lowRank([LowRankDelta(site: deltas[0].site, factors: factors)]))
        let share = try #require(try measures(part).keyShare)
        let wanted = Verbs.squares(half).squareRoot() / Verbs.squares(deltas[0].factors.inputs).squareRoot()
        #expect(abs(share - wanted) < 1e-5 && share < 0.99)
    }

    @Test("a change that destroys the model is told by what it does to others and by its size")
    func destroyed() throws {
        let numbers = (0..<32 * 48).map { Float(($0 * 37) % 101) - 50 }
        let artifact = EditArtifact(
            method: "ft", model: view.model,
            payload: .dense([DenseDelta(site: EditSite(layer: 1), values: Tensor(rows: 32, columns: 48, numbers))]))
        let crossed = EditGuard.standard.breaches(of: try measures(artifact)).map(\.measure)
        #expect(crossed.contains(.locality) && crossed.contains(.relativeChange))
    }

    @Test("maps and curves are drawn in one form of SVG")
    func heatMap() {
        let map = HeatMap(title: "a < b", rowLabels: ["x", "y"], columnsLabel: "layer", values: [[0, 1], [0.5, -1]])
        let text = HeatMap.svg([map])
        #expect(text.hasPrefix("<svg xmlns=") && text.contains("a &lt; b") && text.contains("fill=\"#08306b\""))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("<rect x=") } == 4)
    }
}

/// A model with random weights.
private enum MeasuredModel {
    static func view() throws -> EditView {
        let configuration = ModelConfiguration(
            layers: 3, width: 32, heads: 4, keyValueHeads: 2, headWidth: 8, feedForwardWidth: 48,
            vocabulary: RandomModel.vocabularyMin, normEpsilon: 1e-5, rotary: RotaryConfiguration(theta: 10_000),
            positionsMax: 64, tiedHead: false, memory: nil, family: .llama)
        return try EditView(
            Decoder(try RandomModel(configuration, seed: 7).weights(.f32)), model: ModelDigest(of: [1]))
    }
}
