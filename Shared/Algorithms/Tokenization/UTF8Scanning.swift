/// What the pre-tokenisers' patterns tell apart.
enum CharacterClass: UInt8 {
    /// `\p{L}`
    case letter
    /// `\p{N}`
    case number
    /// `\s`, but for the two line ends
    case space
    /// `\r` and `\n`
    case lineEnd
    case other

    var isSpace: Bool { self == .space || self == .lineEnd }

    init(_ scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .number
        default:
            if scalar == "\r" || scalar == "\n" {
                self = .lineEnd
            } else {
                self = scalar.properties.isWhitespace ? .space : .other
            }
        }
    }
}

private let asciiClasses: [CharacterClass] = (0..<128).map { (code: UInt8) in CharacterClass(Unicode.Scalar(code)) }

/// How many bytes the UTF-8 character has that begins with `first`.
func characterLength(_ first: UInt8) -> Int {
    switch first {
    case 0..<0xC0: 1
    case 0xC0..<0xE0: 2
    case 0xE0..<0xF0: 3
    default: 4
    }
}

extension Array where Element == UInt8 {
    /// The character that begins at `index` of well-formed UTF-8.
    func scalar(at index: Int) -> Unicode.Scalar {
        let first = UInt32(self[index])
        let value: UInt32 =
            switch characterLength(self[index]) {
            case 1: first
            case 2: (first & 0x1F) << 6 | tail(index + 1)
            case 3: (first & 0x0F) << 12 | tail(index + 1) << 6 | tail(index + 2)
            default: (first & 0x07) << 18 | tail(index + 1) << 12 | tail(index + 2) << 6 | tail(index + 3)
            }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private func tail(_ index: Int) -> UInt32 { UInt32(self[index] & 0x3F) }

    /// The class of the character that begins at `index` of well-formed UTF-8.
    func characterClass(at index: Int) -> CharacterClass {
        let byte = self[index]
        return byte < 0x80 ? asciiClasses[Int(byte)] : CharacterClass(scalar(at: index))
    }

    /// The end of the run of characters of `wanted` classes that begins at `index`.
    func endOfRun(from index: Int, to end: Int, _ wanted: (CharacterClass) -> Bool) -> Int {
        var position = index
        while position < end, wanted(characterClass(at: position)) { position += characterLength(self[position]) }
        return position
    }

    /// Where the character begins that ends before `index`.
    func characterStart(before index: Int) -> Int {
        var position = index - 1
        while self[position] & 0xC0 == 0x80 { position -= 1 }
        return position
    }
}
