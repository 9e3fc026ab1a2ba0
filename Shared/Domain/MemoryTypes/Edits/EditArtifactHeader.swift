public import Bytes

/// How every artifact begins: enough to say which model it is for without reading its numbers.
///
/// | field    | bytes | meaning                     |
/// |----------|-------|-----------------------------|
/// | `format` | 4     | "EGE1"                      |
/// | `method` | 4 + n | the method that made it     |
/// | `model`  | 32    | the model it was made for   |
public struct EditArtifactHeader: ByteCodable, Hashable, Sendable {
    private static let format = Array("EGE1".utf8)
    /// The longest that a header can be.
    public static let bytesMax = 4 + 4 + Limits.methodBytesMax + 32

    public let method: String
    public let model: ModelDigest

    public init(method: String, model: ModelDigest) {
        self.method = method
        self.model = model
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let format = try reader.readBytes(exactly: Self.format.count)
        guard format == Self.format else { throw .value(field: "format", found: "\(format)") }
        method = try reader.readString(bytes: 1...Limits.methodBytesMax)
        model = try ModelDigest(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(exactly: Self.format)
        writer.write(method)
        model.write(to: &writer)
    }
}
