public import Editing
public import MemoryTypes
internal import Tensors
internal import Transformer

/// Measures edits before they are committed: the model before is read once, each candidate beside it.
public struct EditExamination: Sendable {
    /// Tokens that are compared after each canary.
    public static let canaryTokens = 3

    private let canaries: [EditProbe.Question]
    private let text: [Int32]
    private let perplexityBefore: Double

    /// - Parameters:
    ///   - before: the model with the edits that stand already.
    ///   - canaries: prompts whose answers are to stay what they are.
    ///   - text: of at least two tokens; what does not fit into the model's positions is left out.
    public init(before: EditedModel, canaries: [[Int32]], text: [Int32]) {
        self.canaries = canaries.filter { !$0.isEmpty }.map { prompt in
            EditProbe.Question(prompt: prompt, answer: before.continuation(prompt, count: Self.canaryTokens))
        }
        let room = before.decoder.configuration.positionLimit - before.context.textPosition
        self.text = Array(text.prefix(max(0, room)))
        perplexityBefore = before.perplexity(of: self.text)
    }

    /// An artifact, the view it was computed on, and its requests, which give its rank-one changes a key.
    public struct Change: Sendable {
        public let artifact: EditArtifact
        public let view: EditView
        public let requests: [EditRequest]

        public init(artifact: EditArtifact, view: EditView, requests: [EditRequest]) {
            self.artifact = artifact
            self.view = view
            self.requests = requests
        }
    }

    /// - Parameters:
    ///   - changes: what is measured; the worst of their changes and keys count.
    ///   - probes: what is asked about them.
    ///   - after: the model with all of them in their places.
    /// - Throws: `siteMissing`.
    public func measures(
        of changes: [Change], probes: [EditProbe], after: EditedModel
    ) throws(EditingError) -> EditMeasures {
        var (share, relative): (Double?, Double) = (nil, 0)
        for change in changes {
            relative = max(relative, try change.artifact.relativeChanges(in: change.view.decoder).values.max() ?? 0)
            for request in change.requests {
                guard let own = try change.artifact.keyShare(of: request, on: change.view) else { continue }
                share = min(share ?? own, own)
            }
        }
        let others = probes.flatMap(\.paraphrases)
        return EditMeasures(
            reliability: probes.isEmpty ? 1 : Means.arithmetic(probes.map { after.accuracy(of: $0.edit) }),
            paraphrase: others.isEmpty ? nil : Means.arithmetic(others.map { after.accuracy(of: $0) }),
            locality: locality(of: after), perplexityBefore: perplexityBefore, perplexity: after.perplexity(of: text),
            relativeChange: relative, keyShare: share)
    }

    /// The share of tokens after the canaries that are chosen as before; 1 without canaries.
    public func locality(of after: EditedModel) -> Double {
        canaries.isEmpty ? 1 : Means.arithmetic(canaries.map { after.accuracy(of: $0) })
    }
}

extension EditedModel {
    /// The share of an answer's tokens that are likeliest after those before them.
    public func accuracy(of question: EditProbe.Question) -> Double {
        agreement(question.answer, forced(question.prompt, target: question.answer).choices)
    }

    /// e to the mean loss of a text's tokens after its first, of a text that is routed by itself; 1 of a shorter one.
    public func perplexity(of text: [Int32]) -> Double {
        guard text.count > 1 else { return 1 }
        let logits = allLogits(text)
        return Fluency.perplexity(text.indices.dropFirst().map { place in
            logits.logSumExp(row: place - 1) - Double(logits[place - 1, Int(text[place])])
        })
    }
}
