public import Bytes
public import MemoryTypes

/// What applies an edit: immutable, and named by the digest of its bytes.
///
/// | field     | bytes | meaning                                        |
/// |-----------|-------|------------------------------------------------|
/// | `format`  | 4     | "EGE1"                                         |
/// | `method`  | 4 + n | the method that made it                        |
/// | `model`   | 32    | the model it was made for                      |
/// | `case`    | 1     | which of the payload's cases follows           |
/// | `payload` | n     | sites, numbers as f32, tokens as 32-bit ids    |
public struct EditArtifact: ByteCodable, Sendable {
    private static let format = Array("EGE1".utf8)

    public let method: String
    public let model: ModelDigest
    public let payload: EditPayload

    public init(method: String, model: ModelDigest, payload: EditPayload) {
        self.method = method
        self.model = model
        self.payload = payload
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let format = try reader.readBytes(exactly: Self.format.count)
        guard format == Self.format else { throw .value(field: "format", found: "\(format)") }
        method = try reader.readString(bytes: 1...64)
        model = try ModelDigest(from: &reader)
        payload = try EditPayload(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(exactly: Self.format)
        writer.write(method)
        model.write(to: &writer)
        payload.write(to: &writer)
    }

    public var digest: BlobDigest { BlobDigest(of: encoded) }
}
