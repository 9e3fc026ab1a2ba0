public import Tensors

/// What a text sees before its own tokens.
public struct ReadingContext: Sendable {
    /// One segment per layer; empty for a plain model.
    public let memory: [MemorySegment]
    /// The position of the text's first token.
    public let textPosition: Int
    public let pass: Pass

    public init(memory: [MemorySegment], textPosition: Int, pass: Pass = .read) {
        self.memory = memory
        self.textPosition = textPosition
        self.pass = pass
    }

    /// Nothing before the text, positions from 0: the model as it was before it had a memory.
    public static let plain = ReadingContext(memory: [], textPosition: 0)
}

/// A sequence of a batch.
public struct SequenceNumber: Hashable, Sendable {
    public let value: Int
}

/// Tokens for a sequence: a prompt or a part of one, or the token chosen last.
public struct Feed: Sendable {
    public let sequence: SequenceNumber
    /// At least one.
    public let tokens: [Int32]
    /// Whether to note where the last of them looks in memory; costs about the attention of one token once more.
    public let notesAttention: Bool

    public init(sequence: SequenceNumber, tokens: [Int32], notesAttention: Bool = false) {
        self.sequence = sequence
        self.tokens = tokens
        self.notesAttention = notesAttention
    }
}

/// Sequences that are decoded together: every step runs the linear layers once over the rows of all, and attention for
/// each on its own. Sequences come and go between steps (Yu et al. 2022, section 3.1), and prompts and single tokens
/// mix.
public struct DecodingBatch: Sendable {
    private struct Sequence: Sendable {
        var text: TextCache
        let context: ReadingContext
        let hooks: HookPlan
        var rotary: Rotary?
        var attention: MemoryAttention?
    }

    private let decoder: Decoder
    private var sequences: [SequenceNumber: Sequence] = [:]
    private var nextNumber = 0

    public init(_ decoder: Decoder) { self.decoder = decoder }

    /// The number of sequences.
    public var count: Int { sequences.count }

    /// A new sequence without tokens. It keeps what `context` holds as it is now.
    ///
    /// - Parameter capacity: tokens for which there is room at first; more are taken as they come.
    public mutating func add(
        reading context: ReadingContext, hooks: HookPlan = .empty, capacity: Int = 64
    ) -> SequenceNumber {
        defer { nextNumber += 1 }
        let number = SequenceNumber(value: nextNumber)
        sequences[number] = Sequence(
            text: TextCache(decoder.configuration, capacity: capacity), context: context, hooks: hooks, rotary: nil)
        return number
    }

    public mutating func remove(_ sequence: SequenceNumber) { sequences[sequence] = nil }

    /// How many tokens a sequence has been fed.
    public func tokens(of sequence: SequenceNumber) -> Int { sequences[sequence]?.text.count ?? 0 }

    /// Where the last token of the last feed that noted it looked; nil from then on.
    public mutating func takeAttention(of sequence: SequenceNumber) -> MemoryAttention? {
        defer { sequences[sequence]?.attention = nil }
        return sequences[sequence]?.attention
    }

    /// Runs the tokens of all feeds in one pass.
    ///
    /// - Parameter feeds: at most one for each sequence; their contexts are of one pass.
    /// - Returns: the logits after the last token of each feed, [feeds, V].
    public mutating func step(_ feeds: [Feed]) -> Tensor {
        precondition(!feeds.isEmpty, "a step without feeds")
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: pass(of: feeds), groups: feeds.map { take($0) })
        let hidden = decoder.lastHidden(feeds.flatMap(\.tokens), with: &evaluator)
        for (index, feed) in feeds.enumerated() {
            sequences[feed.sequence]?.text = evaluator.groups[index].releaseText()
            if feed.notesAttention { sequences[feed.sequence]?.attention = evaluator.groups[index].attention }
        }
        return decoder.logits(hidden, with: &evaluator)
    }

    private func pass(of feeds: [Feed]) -> Pass {
        let passes = Set(feeds.compactMap { sequences[$0.sequence]?.context.pass })
        guard passes.count == 1, let pass = passes.first else { preconditionFailure("feeds of passes \(passes)") }
        return pass
    }

    /// The rows of a feed, with its sequence's cache moved out of the batch for the step.
    private mutating func take(_ feed: Feed) -> RowGroup {
        guard var sequence = sequences.removeValue(forKey: feed.sequence) else {
            preconditionFailure("no sequence \(feed.sequence.value)")
        }
        precondition(!feed.tokens.isEmpty, "no tokens for sequence \(feed.sequence.value)")
        let first = sequence.context.textPosition + sequence.text.count
        let rotary = sequence.rotary ?? decoder.rotary.table(length: first + feed.tokens.count)
        sequence.rotary = rotary
        let text = sequence.text
        sequence.text = TextCache.released
        sequences[feed.sequence] = sequence
        var group = RowGroup(
            rows: feed.tokens.count, firstPosition: first, memory: sequence.context.memory, text: text,
            rotary: rotary, hooks: sequence.hooks)
        if feed.notesAttention { group.attention = MemoryAttention() }
        return group
    }
}
