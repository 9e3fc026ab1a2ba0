package import Evaluation
internal import LatentMemory

/// What a measurement of long documents is a function of, besides its data.
package struct LongContextPlan: Codable, Equatable, Sendable {
    package let documents, questions, contextTokens, blocks: Int
    package let rule: AnswerRule
    package let tokens: Int
    package let seed: UInt64
}

/// Documents of one length, as far as they have been asked about.
package struct LongContextPart: EvaluationPart {
    /// Of a document at least; 0: documents as they stand.
    package let tokens: Int
    package let plan: LongContextPlan
    package var documents = 0
    package var answers: [LongContextAnswer] = []

    package init(tokens: Int, plan: LongContextPlan) { (self.tokens, self.plan) = (tokens, plan) }

    package struct Identity: Equatable {
        let tokens: Int
        let plan: LongContextPlan
    }

    package var identity: Identity { Identity(tokens: tokens, plan: plan) }
}

package typealias LongContextState = EvaluationState<LongContextPart>

/// Asks about long documents, and keeps what is done.
struct LongContextSitting {
    let subject: EvaluatedModel
    let set: RetentionSet
    let text: RetentionText
    let path: String?
    let terminal: Terminal
    private(set) var state: LongContextState

    init(
        _ subject: EvaluatedModel, set: RetentionSet, text: RetentionText, state: LongContextState, path: String?,
        terminal: Terminal
    ) throws(Failure) {
        (self.subject, self.set, self.text) = (subject, set, text)
        (self.path, self.terminal) = (path, terminal)
        self.state = try state.continued(from: path)
    }

    mutating func run() throws {
        for index in state.parts.indices { try run(part: index) }
    }

    private mutating func run(part index: Int) throws {
        let (part, encode) = (state.parts[index], subject.encode)
        let plan = part.plan
        let run = LongContextRun(
            subject.model, shape: subject.shape(blocks: plan.blocks), base: subject.base, text: text,
            contextTokens: plan.contextTokens, rule: plan.rule, tokens: plan.tokens, encode: encode)
        var bar = EvaluationBar(
            "\(part.tokens) tokens", before: part.documents, of: plan.documents, on: terminal)
        defer { bar.clear() }
        for number in part.documents..<plan.documents {
            try Task.checkCancellation()
            let document = LongDocument.drawn(
                from: set, number: number, seed: plan.seed, tokens: part.tokens, questions: plan.questions
            ) { encode($0).count }
            guard let document else {
                guard part.tokens == 0, number > 0 else {
                    throw Failure(.data, "The file does not hold documents for \(part.tokens) tokens.")
                }
                break
            }
            state.parts[index].answers += run.answers(document, number: number, seed: plan.seed)
            state.parts[index].documents = number + 1
            try state.save(to: path)
            bar.show(number + 1)
        }
    }
}
