public import Bytes
public import MemoryTypes

/// Takes an edit back: drops it at once, or has all later ones computed again without it.
///
/// client -> ingest; kind 0x0a08; scope write; answered by `EditDetail`.
///
/// | field     | bytes | meaning |
/// |-----------|-------|---------|
/// | `name`    | 4 + n | the pool |
/// | `edit`    | 16    | the edit |
/// | `replays` | 1     | later edits are computed again; else they stay as they are |
public struct RevertEdit: Request, Hashable {
    public static let kind = MessageKind.revertEdit
    public typealias Reply = EditDetail

    public let name: PoolName
    public let edit: EditID
    public let replays: Bool

    public init(name: PoolName, edit: EditID, replays: Bool) {
        self.name = name
        self.edit = edit
        self.replays = replays
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        edit = try EditID(from: &reader)
        replays = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        edit.write(to: &writer)
        writer.write(replays)
    }
}
