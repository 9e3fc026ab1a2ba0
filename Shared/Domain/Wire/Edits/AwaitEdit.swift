public import Bytes
public import MemoryTypes

/// Asks for an edit, and waits until the deadline for its job to be over.
///
/// client -> ingest; kind 0x0a04; scope read; answered by `EditDetail`.
///
/// | field  | bytes | meaning |
/// |--------|-------|---------|
/// | `name` | 4 + n | the pool |
/// | `edit` | 16    | the edit |
public struct AwaitEdit: Request, Hashable {
    public static let kind = MessageKind.awaitEdit
    public typealias Reply = EditDetail

    public let name: PoolName
    public let edit: EditID

    public init(name: PoolName, edit: EditID) {
        self.name = name
        self.edit = edit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        edit = try EditID(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        edit.write(to: &writer)
    }
}
