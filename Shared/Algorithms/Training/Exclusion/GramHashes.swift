/// Hashes of all runs of `length` words of a text, in order.
///
/// A polynomial over the words' numbers modulo 2^64 rolls along, and each value is mixed.     Karp and Rabin 1987
struct GramHashes: Sequence, IteratorProtocol {
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    private let words: [UInt64]
    private let length: Int
    /// base^length
    private let leading: UInt64
    private var position = 0
    private var rolling: UInt64 = 0

    init(_ words: [UInt64], length: Int) {
        precondition(length > 0, "runs of \(length) words")
        self.words = words
        self.length = length
        leading = (0..<length).reduce(1) { product, _ in product &* Self.base }
    }

    mutating func next() -> UInt64? {
        while position < words.count {
            rolling = rolling &* Self.base &+ words[position]
            if position >= length { rolling = rolling &- words[position - length] &* leading }
            position += 1
            if position >= length { return Self.mixed(rolling) }
        }
        return nil
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
