public import LatentMemory
internal import Tensors
public import Transformer

/// A question on a document that a stream has read, in tokens.
public struct MemoryQuestion: Codable, Equatable, Sendable {
    /// Questions that are counted by themselves.
    public enum Topic: String, Codable, Sendable {
        /// On a passage that somebody wrote.
        case passage
        /// On a made-up document of several pieces.
        case long
    }

    public let prompt: [Int32]
    /// With what ends it.
    public let answer: [Int32]
    /// Whose and what is asked: a later document on the same takes its place.
    public let key: String
    public let topic: Topic?

    public init(prompt: [Int32], answer: [Int32], key: String, topic: Topic? = nil) {
        (self.prompt, self.answer, self.key, self.topic) = (prompt, answer, key, topic)
    }
}

/// A document for a stream to read, in tokens, with what can be asked about it.
public struct MemoryDocument: Codable, Equatable, Sendable {
    public let tokens: [Int32]
    /// Where its pieces end; nil: it is one piece.
    private let ends: [Int]?
    /// One or more wordings of a question for each fact.
    public var questions: [MemoryQuestion]

    /// A document of one piece.
    public init(tokens: [Int32], questions: [MemoryQuestion]) { self.init(pieces: [tokens], questions: questions) }

    /// - Precondition: there is a piece, and none is empty.
    public init(pieces: [[Int32]], questions: [MemoryQuestion]) {
        precondition(!pieces.isEmpty && !pieces.contains(where: \.isEmpty), "an empty document")
        tokens = Array(pieces.joined())
        var end = 0
        let all = pieces.map { piece in
            end += piece.count
            return end
        }
        (ends, self.questions) = (pieces.count > 1 ? all : nil, questions)
    }

    /// Updates of a pool that it takes.
    public var pieceCount: Int { ends?.count ?? 1 }

    /// What a pool absorbs one after the other.
    public var pieces: [[Int32]] {
        guard let ends else { return [tokens] }
        return zip([0] + ends, ends).map { Array(tokens[$0..<$1]) }
    }
}

extension [MemoryDocument] {
    /// The newest of them that were written in the last so many updates.
    func newest(updates: Int) -> ArraySlice<MemoryDocument> {
        var (first, sum) = (endIndex, 0)
        while first > startIndex, sum + self[first - 1].pieceCount <= updates {
            first -= 1
            sum += self[first].pieceCount
        }
        return self[first...]
    }
}

/// A pool that reads document after document while a model is trained on it, as constants.
public struct MemoryStream: Sendable {
    /// theta, [L, N, d].
    public private(set) var pool: PoolDelta
    /// Documents that may still be remembered, the newest last.
    public private(set) var documents: [MemoryDocument]
    /// Documents it has read in all.
    public private(set) var written: Int

    public init(pool: PoolDelta, documents: [MemoryDocument] = [], written: Int = 0) {
        (self.pool, self.documents, self.written) = (pool, documents, written)
    }

    /// Normal numbers: a pool from which nothing can be read.
    public init(_ configuration: ModelConfiguration, tokens: Int, seed: UInt64, number: Int) {
        var generator = CounterGenerator(key: (seed, Self.purpose), place: (UInt64(number), 0, 0))
        let values = Tensor.normal(
            rows: configuration.layers * tokens, columns: configuration.width, deviation: 0.1, using: &generator)
        self.init(pool: PoolDelta(layers: configuration.layers, values: values))
    }

    private static let purpose: UInt64 = 0x504F_4F4C_0000_0001

    /// Takes over what was written.
    ///
    /// - Parameters:
    ///   - documents: in the order in which they were written.
    ///   - kept: how many documents are remembered.
    package mutating func take(_ pool: PoolDelta, documents new: [MemoryDocument], keeping kept: Int) {
        self.pool = pool
        written += new.count
        for document in new {
            let keys = Set(document.questions.map(\.key))
            for index in documents.indices { documents[index].questions.removeAll { keys.contains($0.key) } }
            documents.append(document)
        }
        documents.removeFirst(max(0, documents.count - kept))
    }
}

/// Which token stands in each slot of a pool while documents are written: rows of the pool before, or of a new delta.
struct SlotOrder: Sendable {
    /// A row of the pool before (`delta` nil), or of delta number `delta`.
    struct Entry: Equatable, Sendable {
        let delta: Int?
        let row: Int
    }

    private(set) var entries: [Entry]
    private var deltas = 0

    init(poolTokens: Int) { entries = (0..<poolTokens).map { Entry(delta: nil, row: $0) } }

    /// As many slots as the delta has rows are forgotten, each equally likely, and the new rows stand at the end.
    ///
    ///     theta' = [ keep(theta) ; delta ]                                         Wang et al. 2024, section 3.1.2
    mutating func write(rows: Int, using generator: inout CounterGenerator) {
        let forgotten = Forgetting.sample(rows, of: entries.count, with: &generator)
        var next = 0
        entries = entries.enumerated().compactMap { place, entry in
            guard next < forgotten.count, Int(forgotten[next]) == place else { return entry }
            next += 1
            return nil
        }
        entries += (0..<rows).map { Entry(delta: deltas, row: $0) }
        deltas += 1
    }

    /// The newest slots, without a random share of them.
    func window(_ tokens: Int, without share: Double, using generator: inout CounterGenerator) -> [Entry] {
        let newest = entries.suffix(tokens)
        let dropped = Set(
            Forgetting.sample(Int(share * Double(newest.count)), of: newest.count, with: &generator))
        return newest.enumerated().filter { !dropped.contains(UInt32($0.offset)) }.map(\.element)
    }
}
