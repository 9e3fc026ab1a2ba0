package import LatentMemory
package import MemoryTypes
package import Transformer

/// A query that is ready to be decoded.
package struct Query: Sendable {
    package let id: QueryID
    package let prompt: [Int32]
    /// What is read before the prompt.
    package let context: ReadingContext
    /// What edits do to its text.
    package let hooks: HookPlan
    /// Whose the tokens are that it reads there, if the answer is to name documents.
    package let documents: SlotDocuments?
    package let sampling: Transformer.Sampling
    package let tokenLimit: Int
    package let stop: [String]
    package let arrived: ContinuousClock.Instant
    package let deadline: ContinuousClock.Instant?

    package init(
        id: QueryID, prompt: [Int32], context: ReadingContext, hooks: HookPlan = .empty,
        documents: SlotDocuments? = nil, sampling: Transformer.Sampling, tokenLimit: Int, stop: [String],
        arrived: ContinuousClock.Instant, deadline: ContinuousClock.Instant?
    ) {
        self.id = id
        self.prompt = prompt
        self.context = context
        self.hooks = hooks
        self.documents = documents
        self.sampling = sampling
        self.tokenLimit = tokenLimit
        self.stop = stop
        self.arrived = arrived
        self.deadline = deadline
    }
}

/// Where the time of an answer went.
package struct AnswerTimes: Equatable, Sendable {
    /// From arrival to the first step.
    package var queue = Duration.zero
    /// From the first step to the first token.
    package var prefill = Duration.zero
    /// From the first token to the last.
    package var decode = Duration.zero
    /// From arrival to the end.
    package var total = Duration.zero
}

/// What a query gets.
package enum AnswerEvent: Sendable {
    /// Text that may be shown, and the tokens drawn since the last piece.
    case piece(String, tokens: [Int32])
    /// The end, and the documents that the end of the prompt looked at, most attention first.
    case ended(FinishReason, tokens: Int, AnswerTimes, documents: [DocumentShare])
}

/// Where an answer comes out; it holds as many pieces as the answer may have tokens, at most.
package typealias AnswerStream = AsyncStream<AnswerEvent>
