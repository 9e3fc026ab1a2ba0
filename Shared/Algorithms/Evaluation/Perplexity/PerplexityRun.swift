internal import Foundation
public import LatentMemory
public import MemoryTypes
public import Transformer

/// What stands before a text when it is read.
public enum PerplexityCondition: String, Sendable, Codable, CaseIterable {
    /// Nothing, and the text at the first position: the model as it would be without a memory.
    case plain
    /// Nothing, and the text where it stands behind a pool.
    case detached
    /// The model's own pool.
    case pool
    /// That pool after further documents.
    case updated
    /// Nothing, for another model.
    case other
}

/// A text to be read, and the word that ends it.
public struct ClozeText: Sendable, Hashable {
    public let context: [Int32]
    public let word: [Int32]

    /// - Precondition: neither is empty.
    public init(context: [Int32], word: [Int32]) {
        precondition(!context.isEmpty && !word.isEmpty, "\(context.count) and \(word.count) tokens")
        (self.context, self.word) = (context, word)
    }
}

/// Windows of one text, which belong together when an interval is computed.
public struct ScoredText: Sendable, Hashable {
    /// At least two tokens each; the first one is not predicted.
    public let windows: [[Int32]]
    /// Of the predicted tokens, in UTF-8.
    public let bytes: Int

    public init(windows: [[Int32]], bytes: Int) { (self.windows, self.bytes) = (windows, bytes) }
}

/// Measures texts as a model with a memory reads them.
public struct PerplexityRun: Sendable {
    private let scoring: TextScoring

    public init(_ decoder: Decoder) { scoring = TextScoring(decoder: decoder) }

    /// The loss of every text in nats, all windows together.
    public func losses<Stop: Error>(
        _ texts: [ScoredText], reading context: ReadingContext, step: (Int) throws(Stop) -> Void
    ) throws(Stop) -> [Double] {
        var losses: [Double] = []
        for (number, text) in texts.enumerated() {
            let found = scoring.score(text.windows.map { ($0, 1) }, reading: context)
            losses.append(found.reduce(0) { $0 + $1.losses.reduce(0, +) })
            try step(number + 1)
        }
        return losses
    }

    /// Whether the likeliest tokens are the word, each with those before it given.   Paperno et al. 2016
    public func hits<Stop: Error>(
        _ texts: [ClozeText], reading context: ReadingContext, step: (Int) throws(Stop) -> Void
    ) throws(Stop) -> [Bool] {
        var hits: [Bool] = []
        for start in stride(from: 0, to: texts.count, by: 8) {
            let part = texts[start..<min(start + 8, texts.count)]
            let found = scoring.score(part.map { ($0.context + $0.word, $0.context.count) }, reading: context)
            hits += zip(part, found).map { $0.word == $1.choices }
            try step(hits.count)
        }
        return hits
    }
}

/// One condition in numbers.
public struct PerplexityMeasure: Sendable {
    /// Bits of all predicted tokens over the bytes that they stand for.
    public let bitsPerByte: RatioEstimate
    /// exp of the mean loss of a token.
    public let perplexity: Double
    /// The losses over those of another condition, text by text; nil for that condition itself.
    public let against: RatioEstimate?

    /// - Parameter other: losses of the same texts in the condition that is compared with.
    public init(_ losses: [Double], of texts: [ScoredText], against other: [Double]?) {
        let log2 = 0.6931471805599453
        bitsPerByte = RatioEstimate(zip(losses, texts).map { ($0 / log2, Double($1.bytes)) })
        let tokens = texts.reduce(0) { $0 + $1.windows.reduce(0) { $0 + $1.count - 1 } }
        perplexity = exp(losses.reduce(0, +) / Double(max(1, tokens)))
        against = other.map { RatioEstimate(zip(losses, $0).map { ($0, $1) }) }
    }
}

/// A pool that reads documents in one chain, ever further, for measurements that come after them.
public struct UpdateChain: Sendable {
    private var chain: RetentionChain
    private let model: MemoryModel

    /// - Parameters:
    ///   - image: where a chain of the same shape and seed stood.
    ///   - base: what a new one begins with.
    public init(_ model: MemoryModel, shape: PoolShape, base: PoolDelta?, seed: UInt64, image: ChainImage? = nil) {
        self.model = model
        chain = image.map { RetentionChain(model, shape: shape, image: $0, seed: seed) }
            ?? RetentionChain(model, shape: shape, base: base?.resized(to: shape.tokens), seed: seed)
    }

    /// Updates so far.
    public var updates: Int { chain.updates }

    public var image: ChainImage { chain.image }

    /// What a reader sees now.
    public var context: ReadingContext { chain.snapshot.context }

    public mutating func absorb(_ pieces: [[Int32]]) {
        for piece in pieces {
            chain.absorb(model.selfUpdate(piece, tail: chain.tail), model)
        }
    }
}
