public import Bytes
public import MemoryTypes

/// Takes a document out of its pool: forks before it and absorbs again what followed.
///
/// client -> ingest; kind 0x0109; scope admin; answered by `Progress` parts and `ForgetReport`.
///
/// | field          | bytes | meaning |
/// |----------------|-------|------------------------------------------------------|
/// | `document`     | 16    | the document |
/// | `purge`        | 1     | also erases its text and every blob computed from it |
/// | `estimateOnly` | 1     | says what it would cost, and does nothing |
public struct ForgetDocument: StreamingRequest, Hashable {
    public static let kind = MessageKind.forgetDocument
    public typealias Part = Progress
    public typealias Reply = ForgetReport

    public let document: DocumentID
    public let purge: Bool
    public let estimateOnly: Bool

    public init(document: DocumentID, purge: Bool, estimateOnly: Bool) {
        self.document = document
        self.purge = purge
        self.estimateOnly = estimateOnly
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        document = try DocumentID(from: &reader)
        purge = try reader.readBool()
        estimateOnly = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        document.write(to: &writer)
        writer.write(purge)
        writer.write(estimateOnly)
    }
}
