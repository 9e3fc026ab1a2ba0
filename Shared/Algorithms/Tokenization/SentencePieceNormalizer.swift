/// How SentencePiece rewrites a text: character rules, white space, and a dummy space in front.
struct SentencePieceNormalizer: Sendable {
    static let mark: [UInt8] = [0xE2, 0x96, 0x81]

    var rules: CharacterRules?
    var addsDummyPrefix = true
    var removesExtraSpaces = true
    var escapesSpaces = true
    /// Pieces that are left as they are.
    var userDefined = PieceTable(capacity: 0)

    func apply(_ text: NormalizedText) -> NormalizedText {
        var builder = NormalizedTextBuilder(text)
        let space = escapesSpaces ? Self.mark : [UInt8(ascii: " ")]
        var position = 0
        if removesExtraSpaces {
            while position < text.bytes.count {
                let (new, length) = rewritten(text.bytes[position...])
                guard new.elementsEqual([UInt8(ascii: " ")]) else { break }
                position += length
            }
        }
        guard position < text.bytes.count else { return builder.finish() }
        if addsDummyPrefix { builder.put(space, at: position) }
        var endsInSpace = removesExtraSpaces
        while position < text.bytes.count {
            let (new, length) = rewritten(text.bytes[position...])
            let kept = endsInSpace ? new.drop { $0 == UInt8(ascii: " ") } : new
            for byte in kept { builder.put(byte == UInt8(ascii: " ") ? space : [byte], at: position) }
            if let last = kept.last { endsInSpace = removesExtraSpaces && last == UInt8(ascii: " ") }
            position += length
        }
        while removesExtraSpaces, builder.count > 0, builder.ends(with: space) { builder.removeLast(space.count) }
        return builder.finish()
    }

    /// What the front of `rest` becomes, and how many bytes of it that is.
    private func rewritten(_ rest: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int) {
        if let length = userDefined.longestPrefix(of: rest) { return (rest.prefix(length), length) }
        if let (new, length) = rules?.longestMatch(rest) { return (new, length) }
        let length = characterLength(rest[rest.startIndex])
        return (rest.prefix(length), length)
    }
}

/// The character rules compiled into a SentencePiece model: a double-array trie over the characters to rewrite
/// (Aoe 1989, in the form of Darts-clone), and the texts they become.
struct CharacterRules: Sendable {
    private let units: [UInt32]
    private let texts: [UInt8]

    /// - Parameter blob: a 32-bit length, the trie's 32-bit units, then the texts, each ended by a zero byte.
    init(blob: [UInt8]) throws(TokenizationError) {
        func malformed(_ found: String) -> TokenizationError {
            .malformed(part: "precompiled_charsmap", found: found, wanted: "a length, a trie and its texts")
        }
        guard blob.count >= 8 else { throw malformed("\(blob.count) bytes") }
        func word(_ index: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(blob[index + $1]) << (8 * UInt32($1)) } }
        let size = Int(word(0))
        guard size >= 4, size.isMultiple(of: 4), size + 4 <= blob.count else {
            throw malformed("a trie of \(size) bytes")
        }
        units = stride(from: 4, to: 4 + size, by: 4).map(word)
        texts = Array(blob[(4 + size)...])
        guard texts.last == 0 || texts.isEmpty else { throw malformed("a text without its end") }
    }

    /// The longest rule that applies to the front of `rest`.
    func longestMatch(_ rest: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int)? {
        var result: (ArraySlice<UInt8>, Int)?
        var node = 0
        var unit = units[0]
        node ^= Self.offset(unit)
        for (count, byte) in rest.enumerated() {
            node ^= Int(byte)
            guard node < units.count else { break }
            unit = units[node]
            // A unit's label, with the bit that marks leaves, has to be the byte.
            guard unit & 0x8000_00FF == UInt32(byte) else { break }
            node ^= Self.offset(unit)
            if unit & 0x100 != 0, node < units.count {
                let start = Int(units[node] & 0x7FFF_FFFF)
                if start < texts.count { result = (texts[start...].prefix { $0 != 0 }, count + 1) }
            }
        }
        return result
    }

    private static func offset(_ unit: UInt32) -> Int { Int((unit >> 10) << ((unit & (1 << 9)) >> 6)) }
}
