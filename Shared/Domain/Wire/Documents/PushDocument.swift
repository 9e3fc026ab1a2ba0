public import Bytes
public import MemoryTypes

/// Asks that a pool read one document.
///
/// client -> ingest; kind 0x0101; scope write; answered by `DocumentAccepted`.
///
/// | field      | bytes | meaning |
/// |------------|-------|----------------------------------------------------|
/// | `document` | 16    | chosen by the client; sending it twice is one deed |
/// | `pool`     | 4 + n | the pool which shall read |
/// | `text`     | 4 + n | UTF-8; an empty one is refused by its own number |
/// | `metadata` | 4 + n | a JSON object, kept as it is; may be empty |
/// | `source`   | 4 + n | where the text is from; may be empty |
public struct PushDocument: Request, Hashable {
    public static let kind = MessageKind.pushDocument
    public typealias Reply = DocumentAccepted

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

    public func validate() throws(Refusal) {
        guard !text.utf8.allSatisfy(Self.isSpace) else { throw Refusal(.emptyDocument) }
        guard metadata.isEmpty || Self.isObject(metadata) else { throw Refusal(.metadataInvalid) }
        guard !source.utf8.contains(0) else { throw Refusal(.malformedPayload, "The source holds a zero character.") }
    }

    private static func isObject(_ text: String) -> Bool {
        guard case .object = try? JSON(parsing: text) else { return false }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
