extension JSON {
    /// The shortest text of this value, in UTF-8. A number that is not finite becomes null.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .number(let value): bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .string(let value): writeQuoted(value, to: &bytes)
        case .array(let elements):
            writeList("[", elements, "]", to: &bytes) { $0.write(to: &$1) }
        case .object(let object):
            writeList("{", object.members, "}", to: &bytes) { member, bytes in
                writeQuoted(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
        }
    }
}

private func writeList<Element>(
    _ open: Unicode.Scalar, _ elements: [Element], _ close: Unicode.Scalar, to bytes: inout [UInt8],
    _ write: (Element, inout [UInt8]) -> Void
) {
    bytes.append(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element, &bytes)
    }
    bytes.append(UInt8(ascii: close))
}

private func writeQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0..<0x20: bytes.append(contentsOf: "\\u00".utf8 + Array([byte].hexadecimal.utf8))
        default: bytes.append(byte)
        }
    }
    bytes.append(UInt8(ascii: "\""))
}
