public import Bytes
public import MemoryTypes

/// What applies an edit: immutable, and named by the digest of its bytes.
///
/// | field     | bytes | meaning                                        |
/// |-----------|-------|------------------------------------------------|
/// | `header`  | n     | `EditArtifactHeader`: the method, the model    |
/// | `case`    | 1     | which of the payload's cases follows           |
/// | `payload` | n     | sites, numbers as f32, tokens as 32-bit ids    |
public struct EditArtifact: ByteCodable, Sendable {
    public let method: String
    public let model: ModelDigest
    public let payload: EditPayload

    public init(method: String, model: ModelDigest, payload: EditPayload) {
        self.method = method
        self.model = model
        self.payload = payload
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let header = try EditArtifactHeader(from: &reader)
        method = header.method
        model = header.model
        payload = try EditPayload(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        EditArtifactHeader(method: method, model: model).write(to: &writer)
        payload.write(to: &writer)
    }

    public var digest: BlobDigest { BlobDigest(of: encoded) }
}
