public import Bytes
public import MemoryTypes

/// Documents in the order of arrival.
///
/// ingest -> client; kind 0x0106.
///
/// | field       | bytes | meaning |
/// |-------------|-------|------------------------------------------------|
/// | `documents` | 4 + n | the documents |
/// | `next`      | 1 + 8 | where the next page begins; absent on the last |
public struct DocumentPage: Message, Hashable {
    public static let kind = MessageKind.documentPage

    public let documents: [DocumentStatus]
    public let next: JobID?

    public init(documents: [DocumentStatus], next: JobID? = nil) {
        self.documents = documents
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        documents = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 118)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(documents)
        writer.write(next)
    }
}
