/// The words of a text as numbers: equal words have equal numbers, however they are written.
///
/// A word is a run of letters and digits; case is folded, and everything else separates. So `don't` is two words, and a
/// text has the same words before and after a tokeniser of newspapers went over it.
struct WordHashes {
    private static let offsetBasis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01B3

    private(set) var values: [UInt64] = []
    private var current = offsetBasis
    private var isInside = false

    /// FNV-1a over the UTF-8 bytes of each folded word.                        Fowler, Noll and Vo; RFC 9923
    init(_ text: String) {
        values.reserveCapacity(text.utf8.count / 6)
        for scalar in text.unicodeScalars {
            if scalar.isASCII { take(ascii: UInt8(truncatingIfNeeded: scalar.value)) } else { take(scalar) }
        }
        finish()
    }

    private mutating func take(ascii byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: add(byte)
        case 0x41...0x5A: add(byte | 0x20)
        default: finish()
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { return finish() }
        for byte in scalar.properties.lowercaseMapping.utf8 { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        current = (current ^ UInt64(byte)) &* Self.prime
        isInside = true
    }

    private mutating func finish() {
        guard isInside else { return }
        values.append(current)
        current = Self.offsetBasis
        isInside = false
    }
}
