/// A token that is looked for in the text itself, before anything else.
public struct AddedToken: Hashable, Sendable {
    public let id: Int32
    public let content: String
    /// Whether decoding may leave it out.
    public let isSpecial: Bool
    /// Whether it is looked for in the normalised text, not in the source.
    var isNormalized = false
    /// Whether it takes the white space on its left with it.
    var stripsLeft = false
    var stripsRight = false
    /// Whether it counts only where no word character touches it.
    var isWholeWord = false

    init(id: Int32, content: String, isSpecial: Bool) {
        self.id = id
        self.content = content
        self.isSpecial = isSpecial
    }

    /// The bytes that are looked for.
    func searched(_ normalizers: [Normalizer]) -> [UInt8] {
        let bytes = Array(content.utf8)
        return isNormalized ? normalizers.reduce(NormalizedText(bytes, start: 0)) { $1.apply($0) }.bytes : bytes
    }
}

/// Finds added tokens in a text: the leftmost first, and of those the longest.
struct AddedTokenFinder: Sendable {
    enum Part: Equatable {
        case token(Int32, Range<Int>)
        case text(Range<Int>)
    }

    private let tokens: [AddedToken]
    /// A trie over the tokens' bytes: (node, byte) -> node.
    private var edges: [UInt64: Int32] = [:]
    /// For each node the place of the token that ends there.
    private var ends: [Int32] = [-1]
    private var firsts = [Bool](repeating: false, count: 256)

    /// - Parameter keys: what to look for, for each of `tokens`.
    init(_ tokens: [AddedToken], keys: [[UInt8]]) {
        self.tokens = tokens
        for (place, key) in keys.enumerated() where !key.isEmpty { insert(key, place) }
    }

    private mutating func insert(_ key: [UInt8], _ place: Int) {
        var node: Int32 = 0
        for byte in key {
            let edge = Self.edge(node, byte)
            if let next = edges[edge] {
                node = next
            } else {
                edges[edge] = Int32(ends.count)
                node = Int32(ends.count)
                ends.append(-1)
            }
        }
        firsts[Int(key[0])] = true
        if ends[Int(node)] < 0 { ends[Int(node)] = Int32(place) }
    }

    private static func edge(_ node: Int32, _ byte: UInt8) -> UInt64 { UInt64(UInt32(node)) << 8 | UInt64(byte) }

    /// The parts of `bytes` in their order, without empty ones.
    func split(_ bytes: [UInt8], specials: SpecialTokens) -> [Part] {
        var parts: [Part] = []
        var done = 0
        var position = 0
        while !tokens.isEmpty, position < bytes.count {
            guard firsts[Int(bytes[position])], let (token, end) = longest(bytes, position) else {
                position += 1
                continue
            }
            let found = position..<end
            position = end
            guard specials == .recognised || !token.isSpecial, !token.isWholeWord || standsAlone(bytes, found) else {
                continue
            }
            let range = widened(found, token, bytes, from: done)
            if done < range.lowerBound { parts.append(.text(done..<range.lowerBound)) }
            parts.append(.token(token.id, range))
            done = range.upperBound
            position = max(position, done)
        }
        if done < bytes.count { parts.append(.text(done..<bytes.count)) }
        return parts
    }

    private func longest(_ bytes: [UInt8], _ start: Int) -> (AddedToken, Int)? {
        var node: Int32 = 0
        var result: (AddedToken, Int)?
        var position = start
        while position < bytes.count, let next = edges[Self.edge(node, bytes[position])] {
            node = next
            position += 1
            if ends[Int(node)] >= 0 { result = (tokens[Int(ends[Int(node)])], position) }
        }
        return result
    }

    private func standsAlone(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let left =
            range.lowerBound > 0 && isWordCharacter(bytes.scalar(at: bytes.characterStart(before: range.lowerBound)))
        let right = range.upperBound < bytes.count && isWordCharacter(bytes.scalar(at: range.upperBound))
        return !left && !right
    }

    private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.isJoinControl
            || [.nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation]
                .contains(scalar.properties.generalCategory)
    }

    private func widened(_ range: Range<Int>, _ token: AddedToken, _ bytes: [UInt8], from first: Int) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while token.stripsLeft, start > first {
            let before = bytes.characterStart(before: start)
            guard before >= first, bytes.characterClass(at: before).isSpace else { break }
            start = before
        }
        if token.stripsRight { end = bytes.endOfRun(from: end, to: bytes.count, \.isSpace) }
        return start..<end
    }
}
