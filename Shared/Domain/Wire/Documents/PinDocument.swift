public import Bytes
public import MemoryTypes

/// Marks a document as one that `RefreshPool` absorbs again among the pinned.
///
/// client -> ingest; kind 0x010c; scope write; answered by `Acknowledged`.
///
/// | field      | bytes | meaning |
/// |------------|-------|----------------------------------|
/// | `document` | 16    | the document |
/// | `pinned`   | 1     | whether it is pinned from now on |
public struct PinDocument: Request, Hashable {
    public static let kind = MessageKind.pinDocument
    public typealias Reply = Acknowledged

    public let document: DocumentID
    public let pinned: Bool

    public init(document: DocumentID, pinned: Bool) {
        self.document = document
        self.pinned = pinned
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        pinned = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        writer.write(pinned)
    }
}
