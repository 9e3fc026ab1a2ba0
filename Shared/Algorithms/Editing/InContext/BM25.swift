internal import Foundation

/// Documents ranked by the words they share with a question.       Robertson and Zaragoza 2009, eq. 3.15, with idf >= 0
///
///     score(q, D) = Σ_t idf(t) tf (k1 + 1) / (tf + k1 (1 - b + b |D| / avg))
///     idf(t) = ln(1 + (N - n_t + 0.5) / (n_t + 0.5))
public struct BM25: Sendable {
    public static let saturation = 1.2
    public static let lengthWeight = 0.75

    private let documents: [[Int32: Int]]
    private let lengths: [Int]
    private let holders: [Int32: Int]
    private let meanLength: Double

    /// - Parameter documents: the words of each, as numbers.
    public init(_ documents: [[Int32]]) {
        self.documents = documents.map { words in words.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
        lengths = documents.map(\.count)
        holders = self.documents.reduce(into: [:]) { counts, words in
            for word in words.keys { counts[word, default: 0] += 1 }
        }
        meanLength = documents.isEmpty ? 0 : Double(lengths.reduce(0, +)) / Double(documents.count)
    }

    public func score(_ question: [Int32], document: Int) -> Double {
        question.reduce(0) { sum, word in
            guard let frequency = documents[document][word] else { return sum }
            let relative = meanLength == 0 ? 1 : Double(lengths[document]) / meanLength
            let damping = Self.saturation * (1 - Self.lengthWeight + Self.lengthWeight * relative)
            return sum + rarity(of: word) * Double(frequency) * (Self.saturation + 1) / (Double(frequency) + damping)
        }
    }

    private func rarity(of word: Int32) -> Double {
        let (all, having) = (Double(documents.count), Double(holders[word] ?? 0))
        return log(1 + (all - having + 0.5) / (having + 0.5))
    }

    /// The documents that share a word with the question, best first; of equals the first.
    public func ranked(_ question: [Int32], count: Int) -> [(document: Int, score: Double)] {
        let scored = documents.indices.map { (document: $0, score: score(question, document: $0)) }
        return Array(scored.filter { $0.score > 0 }
            .sorted { ($1.score, $0.document) < ($0.score, $1.document) }.prefix(count))
    }
}
