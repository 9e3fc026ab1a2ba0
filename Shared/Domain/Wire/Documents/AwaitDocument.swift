public import Bytes
public import MemoryTypes

/// Asks how far a document has come, and waits until the deadline for it to be absorbed, dead or cancelled.
///
/// client -> ingest; kind 0x010b; scope read; answered by `DocumentStatus`.
///
/// | field      | bytes | meaning |
/// |------------|-------|--------------|
/// | `document` | 16    | the document |
public struct AwaitDocument: Request, Hashable {
    public static let kind = MessageKind.awaitDocument
    public typealias Reply = DocumentStatus

    public let document: DocumentID

    public init(document: DocumentID) {
        self.document = document
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
    }
}
