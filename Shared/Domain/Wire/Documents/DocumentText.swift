public import Bytes
public import MemoryTypes

/// What was pushed.
///
/// ingest -> client; kind 0x0108.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------------|
/// | `document` | 16    | the document |
/// | `pool`     | 4 + n | its pool |
/// | `text`     | 4 + n | UTF-8 |
/// | `metadata` | 4 + n | as it was pushed |
/// | `source`   | 4 + n | as it was pushed |
public struct DocumentText: Message, Hashable {
    public static let kind = MessageKind.documentText

    public let document: DocumentID
    public let pool: PoolName
    public let text: String
    public let metadata: String
    public let source: String

    public init(document: DocumentID, pool: PoolName, text: String, metadata: String, source: String) {
        self.document = document
        self.pool = pool
        self.text = text
        self.metadata = metadata
        self.source = source
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        pool = try PoolName(from: &reader)
        text = try reader.readString(bytes: 0...Limits.textBytesMax)
        metadata = try reader.readString(bytes: 0...Limits.metadataBytesMax)
        source = try reader.readString(bytes: 0...Limits.sourceBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        pool.write(to: &writer)
        writer.write(text)
        writer.write(metadata)
        writer.write(source)
    }
}
