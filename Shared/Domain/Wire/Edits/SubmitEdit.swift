public import Bytes
public import MemoryTypes

/// Asks that a pool's model be edited; sending it twice is one deed.
///
/// client -> ingest; kind 0x0a01; scope write; answered by `EditAccepted`.
///
/// | field        | bytes | meaning |
/// |--------------|-------|---------|
/// | `edit`       | 16    | chosen by the client, one per pool |
/// | `name`       | 4 + n | the pool |
/// | `draft`      | n     | what it shall do |
/// | `seed`       | 1 + 8 | seeds all it draws; drawn by the store if absent |
/// | `thresholds` | 1 + n | instead of the pool's guard; needs the scope admin |
public struct SubmitEdit: Request, Hashable {
    public static let kind = MessageKind.submitEdit
    public typealias Reply = EditAccepted

    public let edit: EditID
    public let name: PoolName
    public let draft: EditDraft
    public let seed: UInt64?
    public let thresholds: EditGuard?

    public init(edit: EditID, name: PoolName, draft: EditDraft, seed: UInt64? = nil, thresholds: EditGuard? = nil) {
        self.edit = edit
        self.name = name
        self.draft = draft
        self.seed = seed
        self.thresholds = thresholds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        edit = try EditID(from: &reader)
        name = try PoolName(from: &reader)
        draft = try EditDraft(from: &reader)
        seed = try reader.readOptional()
        thresholds = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        edit.write(to: &writer)
        name.write(to: &writer)
        draft.write(to: &writer)
        writer.write(seed)
        writer.write(thresholds)
    }

    public func validate() throws(Refusal) { try draft.check() }
}
