/// A value with one binary form.
public protocol ByteCodable {
    init(from reader: inout ByteReader) throws(BytesError)
    func write(to writer: inout ByteWriter)
}

extension ByteCodable {
    /// The binary form of this value alone.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The value whose binary form is exactly `bytes`.
    public init(decoding bytes: [UInt8]) throws(BytesError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
        try reader.requireEnd()
    }
}
