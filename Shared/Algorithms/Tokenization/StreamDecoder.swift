/// Turns tokens into text as they come, and waits where a character is not whole yet.
public struct StreamDecoder: Sendable {
    private let vocabulary: Vocabulary
    private let specials: DecodedSpecials
    private var pending: [UInt8] = []
    private var leading: Vocabulary.LeadingSpace

    /// - Parameter continuesText: whether the tokens follow others, so that a space in front is part of the text.
    public init(_ tokenizer: Tokenizer, specials: DecodedSpecials = .leftOut, continuesText: Bool = false) {
        vocabulary = tokenizer.vocabulary
        self.specials = specials
        leading = continuesText ? .kept : tokenizer.vocabulary.leadingSpace
    }

    /// The text that is certain now; empty while a character is incomplete.
    public mutating func append(_ id: Int32) -> String {
        guard let text = vocabulary.text(of: id), specials == .written || !vocabulary.specials.contains(id) else {
            return ""
        }
        if vocabulary.verbatim.contains(id) { leading = .kept }
        pending.append(contentsOf: withoutLeadingSpace(text[...]))
        let whole = pending.count - incompleteTail(pending)
        defer { pending.removeFirst(whole) }
        return String(decoding: pending[..<whole], as: UTF8.self)
    }

    /// What was held back: U+FFFD for a character that never became whole.
    public mutating func finish() -> String {
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
    }

    private mutating func withoutLeadingSpace(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let space = UInt8(ascii: " ")
        switch leading {
        case .kept: return text
        case .dropped(let count):
            let spaces = text.prefix(count).prefix { $0 == space }.count
            let left = spaces == text.count ? count - spaces : 0
            leading = left > 0 ? .dropped(left) : .kept
            return text.dropFirst(spaces)
        case .allDropped:
            let rest = text.drop { $0 == space }
            if !rest.isEmpty { leading = .kept }
            return rest
        case .droppedFromFirstToken:
            leading = .kept
            return text.allSatisfy { $0 == space } ? [] : text.drop { $0 == space }
        }
    }
}

/// How many bytes at the end begin a character that more bytes could make whole.
func incompleteTail(_ bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
        let byte = bytes[bytes.count - count]
        if byte & 0xC0 == 0x80 { continue }
        guard byte >= 0xC2, byte <= 0xF4, characterLength(byte) > count else { return 0 }
        if count == 1 { return 1 }
        let second = bytes[bytes.count - count + 1]
        // The second byte decides about overlong forms, surrogates and values above U+10FFFF (Unicode, table 3-7).
        let allowed: ClosedRange<UInt8> =
            switch byte {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        return allowed.contains(second) ? count : 0
    }
    return 0
}
