public import Bytes
public import MemoryTypes

/// A chunk of a blob; the last one of an answer carries the flag final.
///
/// ingest -> client; store -> worker; kind 0x0904.
///
/// | field    | bytes | meaning |
/// |----------|-------|-------------------------------------------------------------|
/// | `digest` | 32    | the blob |
/// | `total`  | 8     | bytes of the whole blob |
/// | `offset` | 8     | where these bytes stand |
/// | `bytes`  | 4 + n | at most 1 MiB; a reader that has them all checks the digest |
public struct BlobChunk: Message, Hashable {
    public static let kind = MessageKind.blobChunk

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
}
