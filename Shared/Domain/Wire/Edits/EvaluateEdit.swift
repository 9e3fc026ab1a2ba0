public import Bytes
public import MemoryTypes

/// Asks that an edit be measured; the measures come with `ShowEdit`.
///
/// client -> ingest; kind 0x0a09; scope write; answered by `EditDetail`.
///
/// | field   | bytes | meaning |
/// |---------|-------|---------|
/// | `name`  | 4 + n | the pool |
/// | `edit`  | 16    | the edit |
/// | `items` | 4 + n | what is asked instead of the edit's own facts |
public struct EvaluateEdit: Request, Hashable {
    public static let kind = MessageKind.evaluateEdit
    public typealias Reply = EditDetail

    public let name: PoolName
    public let edit: EditID
    public let items: [EditItem]

    public init(name: PoolName, edit: EditID, items: [EditItem]) {
        self.name = name
        self.edit = edit
        self.items = items
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        edit = try EditID(from: &reader)
        items = try reader.readArray(count: 0...Limits.editItemsMax, elementBytesMin: 17)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        edit.write(to: &writer)
        writer.write(items)
    }

    public func validate() throws(Refusal) {
        for item in items { try item.check() }
    }
}
