/// Reads fields of a protocol-buffers message (encoding version 3: varint, 64-bit, length-delimited, 32-bit).
struct ProtobufReader {
    enum Value {
        case varint(UInt64)
        case fixed64(UInt64)
        case bytes(ArraySlice<UInt8>)
        case fixed32(UInt32)
    }

    private var rest: ArraySlice<UInt8>
    private let part: String

    init(_ bytes: ArraySlice<UInt8>, part: String) {
        rest = bytes
        self.part = part
    }

    /// The next field, or nil at the end.
    mutating func next() throws(TokenizationError) -> (number: Int, value: Value)? {
        guard !rest.isEmpty else { return nil }
        let key = try varint()
        let number = Int(truncatingIfNeeded: key >> 3)
        switch key & 7 {
        case 0: return (number, .varint(try varint()))
        case 1: return (number, .fixed64(try fixed(8)))
        case 2:
            let length = try varint()
            guard length <= UInt64(rest.count) else {
                throw malformed("a field of \(length) bytes where \(rest.count) are left")
            }
            return (number, .bytes(take(Int(length))))
        case 5: return (number, .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
        default: throw malformed("wire type \(key & 7)")
        }
    }

    private mutating func varint() throws(TokenizationError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { throw malformed("an end inside a number") }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw malformed("a number of more than 10 bytes")
    }

    private mutating func fixed(_ count: Int) throws(TokenizationError) -> UInt64 {
        guard rest.count >= count else { throw malformed("an end inside a number") }
        return take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private func malformed(_ found: String) -> TokenizationError {
        .malformed(part: part, found: found, wanted: "a protocol-buffers message")
    }
}
