internal import LatentMemory
internal import MemoryTypes
internal import Tensors
internal import Tokenization
internal import Transformer

/// A query between its first step and its end.
struct RunningQuery {
    typealias Instant = ContinuousClock.Instant

    /// Documents that an answer names at most.
    private static let documentsMax = 5

    let query: Query
    /// Its place in the batch.
    let sequence: SequenceNumber
    private let events: AnswerStream.Continuation
    private var text: AnswerText
    private var seen: Set<Int32>
    private var drawn: [Int32] = []
    private var unsent: [Int32] = []
    private var documents: [DocumentShare] = []
    private var begun: Instant?
    private var firstToken: Instant?

    init(_ query: Query, sequence: SequenceNumber, tokenizer: Tokenizer, events: AnswerStream.Continuation) {
        self.query = query
        self.sequence = sequence
        self.events = events
        text = AnswerText(tokenizer, stop: query.stop)
        seen = query.sampling.repetitionPenalty == 1 ? [] : Set(query.prompt)
    }

    /// The token to be fed in the next step of the answer.
    var lastToken: Int32 { drawn[drawn.count - 1] }

    /// Notes where the end of its prompt looked.
    mutating func note(_ attention: MemoryAttention) {
        documents = query.documents?.shares(of: attention, max: Self.documentsMax) ?? []
    }

    /// Notes that its first step begins, if it does.
    mutating func begin(now: Instant) { begun = begun ?? now }

    /// Notes a token of the answer and shows what may be shown.
    mutating func draw(_ token: Int32, endTokens: Set<Int32>, now: Instant) -> DecodeScheduler.Sampled {
        firstToken = firstToken ?? now
        drawn.append(token)
        unsent.append(token)
        guard !endTokens.contains(token) else { return .endToken }
        if query.sampling.repetitionPenalty != 1 { seen.insert(token) }
        let shown = text.append(token)
        if !shown.isEmpty { send(shown) }
        return text.isStopped ? .stopString : .token
    }

    /// Chooses the next token of the answer from the logits, [1, V].
    func choose(from logits: Tensor) -> Int32 {
        let sampling = query.sampling
        if sampling.temperature == 0, sampling.repetitionPenalty == 1, let token = logits.argmax(row: 0) {
            return Int32(token)
        }
        return sampling.token(from: logits.array, seen: seen, index: UInt64(drawn.count))
    }

    /// Tells the end of the answer, after what was held back of its text.
    mutating func end(_ reason: FinishReason, now: Instant) {
        let rest = reason == .stopString ? "" : text.finish()
        if !rest.isEmpty || !unsent.isEmpty { send(rest) }
        events.yield(.ended(reason, tokens: drawn.count, times(now: now), documents: documents))
        events.finish()
    }

    private mutating func send(_ shown: String) {
        events.yield(.piece(shown, tokens: unsent))
        unsent = []
    }

    private func times(now: Instant) -> AnswerTimes {
        let begun = begun ?? now
        let first = firstToken ?? now
        return AnswerTimes(
            queue: query.arrived.duration(to: begun), prefill: begun.duration(to: first),
            decode: first.duration(to: now), total: query.arrived.duration(to: now))
    }
}
