public import Bytes
public import MemoryTypes

/// A blob that slots of a manifest point into.
///
/// | field      | bytes  | meaning |
/// |------------|--------|---------------------------------------------------|
/// | `digest`   | 32     | the blob, f32 [L, rows, d] |
/// | `rows`     | 4      | rows per layer |
/// | `document` | 1 + 16 | the document it came from; absent for a base pool |
public struct BlobSource: ByteCodable, Hashable, Sendable {
    public let digest: BlobDigest
    public let rows: UInt32
    public let document: DocumentID?

    public init(digest: BlobDigest, rows: UInt32, document: DocumentID? = nil) {
        self.digest = digest
        self.rows = rows
        self.document = document
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        digest = try BlobDigest(from: &reader)
        rows = try reader.read()
        document = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        digest.write(to: &writer)
        writer.write(rows)
        writer.write(document)
    }
}
