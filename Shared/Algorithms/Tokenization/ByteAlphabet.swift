/// The printable characters that byte-level vocabularies write bytes with (Radford et al. 2019): a byte that prints in
/// Latin-1 stands for itself, the others for U+0100, U+0101, ... in their order.
enum ByteAlphabet {
    static let characters: [Unicode.Scalar] = {
        var next: UInt32 = 256
        return (0..<256).map { (byte: UInt32) in
            if 33...126 ~= byte || 161...172 ~= byte || 174...255 ~= byte { return Unicode.Scalar(UInt8(byte)) }
            defer { next += 1 }
            return Unicode.Scalar(next) ?? "\u{FFFD}"
        }
    }()

    private static let bytes = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, UInt8($0)) })

    /// The token that writes `bytes`.
    static func encode(_ bytes: [UInt8]) -> String {
        var token = String.UnicodeScalarView()
        for byte in bytes { token.append(characters[Int(byte)]) }
        return String(token)
    }

    /// The bytes that `token` writes, or nil if it holds any other character.
    static func decode(_ token: String) -> [UInt8]? {
        var result: [UInt8] = []
        for scalar in token.unicodeScalars {
            guard let byte = bytes[scalar] else { return nil }
            result.append(byte)
        }
        return result
    }
}
