public import Bytes
public import MemoryTypes

/// Asks for the edits of a pool, newest first: all, or the history of a subject.
///
/// client -> ingest; kind 0x0a06; scope read; answered by `EditPage`.
///
/// | field     | bytes | meaning |
/// |-----------|-------|---------|
/// | `name`    | 4 + n | the pool |
/// | `subject` | 1 + n | only those with exactly this subject |
/// | `removed` | 1     | also those that are not in force |
/// | `before`  | 1 + 8 | only with a lower number: `next` of the page before |
/// | `limit`   | 4     | edits at most, 1 ... 1000 |
public struct ListEdits: Request, Hashable {
    public static let kind = MessageKind.listEdits
    public typealias Reply = EditPage

    public let name: PoolName
    public let subject: String?
    public let removed: Bool
    public let before: UInt64?
    public let limit: Int

    public init(name: PoolName, subject: String? = nil, removed: Bool, before: UInt64? = nil, limit: Int) {
        self.name = name
        self.subject = subject
        self.removed = removed
        self.before = before
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        subject = try reader.readOptionalString(bytes: 1...Limits.editTextBytesMax)
        removed = try reader.readBool()
        before = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(subject)
        writer.write(removed)
        writer.write(before)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
