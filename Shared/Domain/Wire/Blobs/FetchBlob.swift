public import Bytes
public import MemoryTypes

/// Asks for the next chunks of a blob; the reader asks again when it has room for more.
///
/// client -> ingest; worker -> store; kind 0x0903; scope admin; answered by `BlobChunk`.
///
/// | field    | bytes | meaning |
/// |----------|-------|--------------------------------------------------------------------------------|
/// | `pool`   | 1 + n | a pool of the caller's whose log names the blob; absent with the scope service |
/// | `digest` | 32    | the blob |
/// | `offset` | 8     | the first byte wanted |
/// | `chunks` | 4     | chunks at most: the reader's credit |
public struct FetchBlob: StreamingRequest, Hashable {
    public static let kind = MessageKind.fetchBlob
    public typealias Part = BlobChunk
    public typealias Reply = BlobChunk

    public let pool: PoolName?
    public let digest: BlobDigest
    public let offset: UInt64
    public let chunks: Int

    public init(pool: PoolName? = nil, digest: BlobDigest, offset: UInt64, chunks: Int) {
        self.pool = pool
        self.digest = digest
        self.offset = offset
        self.chunks = chunks
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try reader.readOptional()
        digest = try BlobDigest(from: &reader)
        offset = try reader.read()
        chunks = try reader.readCount(in: 1...Limits.blobChunksMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pool)
        digest.write(to: &writer)
        writer.write(offset)
        writer.writeCount(chunks)
    }
}
