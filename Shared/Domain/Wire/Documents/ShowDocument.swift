public import Bytes
public import MemoryTypes

/// Asks how far a document has come.
///
/// client -> ingest; kind 0x0103; scope read; answered by `DocumentStatus`.
///
/// | field      | bytes | meaning |
/// |------------|-------|--------------|
/// | `document` | 16    | the document |
public struct ShowDocument: Request, Hashable {
    public static let kind = MessageKind.showDocument
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
