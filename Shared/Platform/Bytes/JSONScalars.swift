extension JSONParser {
    /// A string in quotes; a lone surrogate escape becomes U+FFFD.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if next == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try validated(Array(bytes[start..<position]))
        }
        var content = Array(bytes[start..<position])
        while let byte = next, byte >= 0x20 {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try validated(content)
            case UInt8(ascii: "\\"): content.append(contentsOf: try escaped())
            default: content.append(byte)
            }
        }
        throw error("the end of a string")
    }

    private func validated(_ content: [UInt8]) throws(JSONError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw error("UTF-8") }
        return text
    }

    private mutating func escaped() throws(JSONError) -> [UInt8] {
        guard let byte = next else { throw error("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(Character(try escapedScalar()).utf8)
        default:
            position -= 1
            throw error("an escape")
        }
    }

    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try fourDigits()
        guard 0xD800..<0xDC00 ~= first, next == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
        let back = position
        position += 2
        let second = try fourDigits()
        guard 0xDC00..<0xE000 ~= second else {
            position = back
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func fourDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error("four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    mutating func number() throws(JSONError) -> JSON {
        let start = position
        _ = take("-")
        if !take("0") { try digits("a value") }
        var isInteger = true
        if take(".") {
            isInteger = false
            try digits("a digit")
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            try digits("a digit")
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("a number of at most 1.8e308") }
        return .number(value)
    }

    private mutating func digits(_ wanted: String) throws(JSONError) {
        let start = position
        while let byte = next, 0x30...0x39 ~= byte { position += 1 }
        if position == start { throw error(wanted) }
    }
}
