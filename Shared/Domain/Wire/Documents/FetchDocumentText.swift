public import Bytes
public import MemoryTypes

/// Asks for what was pushed.
///
/// client -> ingest; kind 0x0107; scope read; answered by `DocumentText`.
///
/// | field      | bytes | meaning |
/// |------------|-------|--------------|
/// | `document` | 16    | the document |
public struct FetchDocumentText: Request, Hashable {
    public static let kind = MessageKind.fetchDocumentText
    public typealias Reply = DocumentText

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
