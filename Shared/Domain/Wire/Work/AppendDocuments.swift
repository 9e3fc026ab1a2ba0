public import Bytes
public import MemoryTypes

/// Hands over a batch of pushes: one transaction.
///
/// ingest -> store; kind 0x1001; scope service; answered by `DocumentsAppended`.
///
/// | field    | bytes | meaning |
/// |----------|-------|---------------------------------|
/// | `drafts` | 4 + n | the pushes, in order of arrival |
public struct AppendDocuments: Request, Hashable {
    public static let kind = MessageKind.appendDocuments
    public typealias Reply = DocumentsAppended

    public let drafts: [DocumentDraft]

    public init(drafts: [DocumentDraft]) {
        self.drafts = drafts
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        drafts = try reader.readArray(count: 1...Limits.batchMax, elementBytesMin: 46)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(drafts)
    }

    /// Ingest has looked at each of them; who comes without it is held to the same.
    public func validate() throws(Refusal) {
        for draft in drafts { try draft.push.validate() }
    }
}
