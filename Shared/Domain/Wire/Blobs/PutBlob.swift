public import Bytes
public import MemoryTypes

/// Hands over a chunk of a blob, in order; several may be on their way.
///
/// client -> ingest; worker -> store; kind 0x0905; scope admin; answered by `BlobStored`.
///
/// | field    | bytes | meaning |
/// |----------|-------|-------------------------|
/// | `digest` | 32    | the whole blob |
/// | `total`  | 8     | bytes of the whole blob |
/// | `offset` | 8     | where these bytes stand |
/// | `bytes`  | 4 + n | at most 1 MiB |
public struct PutBlob: Request, Hashable {
    public static let kind = MessageKind.putBlob
    public typealias Reply = BlobStored

    public let digest: BlobDigest
    public let total: UInt64
    public let offset: UInt64
    public let bytes: [UInt8]

    public init(digest: BlobDigest, total: UInt64, offset: UInt64, bytes: [UInt8]) {
        self.digest = digest
        self.total = total
        self.offset = offset
        self.bytes = bytes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        digest = try BlobDigest(from: &reader)
        total = try reader.read()
        offset = try reader.read()
        bytes = try reader.readBytes(count: 0...Limits.frameBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        digest.write(to: &writer)
        writer.write(total)
        writer.write(offset)
        writer.write(bytes)
    }

    public func validate() throws(Refusal) {
        guard total > 0 else { throw Refusal(.malformedPayload, "A blob has at least one byte.") }
        guard total <= UInt64(Limits.blobBytesMax) else {
            throw Refusal(.oversized, "A blob of \(total) bytes is above the limit of \(Limits.blobBytesMax).")
        }
        guard offset <= total, UInt64(bytes.count) <= total - offset else {
            throw Refusal(.malformedPayload, "The chunk at \(offset) ends behind the blob's \(total) bytes.")
        }
    }
}
