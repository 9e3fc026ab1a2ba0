/// How often each word stands in a corpus: all that byte-pair training needs of it.
///
/// Memory is bounded: beyond `wordsMax` different words those that were counted rarest so far are forgotten, and the
/// threshold rises each time (Manku and Motwani 2002, section 4.2, with whole tables for buckets).
public struct WordCounts: Sendable {
    /// Longer words, such as encoded data, are not counted.
    public static let wordBytesMax = 256

    public let cutting: WordCutting
    /// The most different words that are kept.
    public let wordsMax: Int
    private var table = PieceTable(capacity: 1 << 12)
    /// Of each word, in the order of their first occurrence.
    private(set) var counts: [Int] = []
    /// Bytes of all texts.
    public private(set) var bytes = 0
    /// Words of all texts, with repetitions.
    public private(set) var occurrences = 0
    /// Occurrences of words that were too long, or were forgotten.
    public private(set) var left = 0
    private var threshold = 0

    public init(_ cutting: WordCutting, wordsMax: Int = 4_000_000) {
        precondition(wordsMax > 0, "\(wordsMax) words at most")
        self.cutting = cutting
        self.wordsMax = wordsMax
    }

    /// Different words.
    public var count: Int { counts.count }

    /// Counts the words of a text. A text in pieces is counted as a whole if it is cut behind a line end that has no
    /// white space on either side.
    public mutating func add(_ text: String) {
        let utf8 = Array(text.utf8)
        bytes += utf8.count
        for word in cutting.words(of: utf8) { add(utf8[word]) }
    }

    private mutating func add(_ word: ArraySlice<UInt8>) {
        occurrences += 1
        guard word.count <= Self.wordBytesMax else { return left += 1 }
        if let place = table[word] {
            counts[place] += 1
        } else {
            if count >= wordsMax { prune() }
            table.insert(Array(word), id: counts.count)
            counts.append(1)
        }
    }

    /// Forgets words until at most half as many as may be are left.
    private mutating func prune() {
        let old = (table, counts)
        while counts.count > wordsMax / 2 {
            threshold += 1
            (table, counts) = (PieceTable(capacity: wordsMax / 2), [])
            for (place, count) in old.1.enumerated() where count > threshold && counts.count <= wordsMax / 2 {
                table.insert(Array(old.0.key(place)), id: counts.count)
                counts.append(count)
            }
        }
        left += old.1.reduce(0, +) - counts.reduce(0, +)
    }

    /// The word whose count stands at `place`.
    func word(_ place: Int) -> ArraySlice<UInt8> { table.key(place) }
}
