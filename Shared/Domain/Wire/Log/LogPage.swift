public import Bytes
public import MemoryTypes

/// Records of a pool's log: enough to check the chain oneself.
///
/// ingest -> client; kind 0x0402.
///
/// | field      | bytes | meaning |
/// |------------|-------|----------------------------------------------------------------|
/// | `uid`      | 16    | the pool |
/// | `parent`   | 32    | the hash before the first record here; zeros before position 0 |
/// | `entries`  | 4 + n | the records |
/// | `head`     | 8     | the newest record |
/// | `headHash` | 32    | its hash |
public struct LogPage: Message, Hashable {
    public static let kind = MessageKind.logPage

    public let uid: PoolUID
    public let parent: RecordHash
    public let entries: [LogEntry]
    public let head: LogPosition
    public let headHash: RecordHash

    public init(uid: PoolUID, parent: RecordHash, entries: [LogEntry], head: LogPosition, headHash: RecordHash) {
        self.uid = uid
        self.parent = parent
        self.entries = entries
        self.head = head
        self.headHash = headHash
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        uid = try PoolUID(from: &reader)
        parent = try RecordHash(from: &reader)
        entries = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 45)
        head = try LogPosition(from: &reader)
        headHash = try RecordHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        uid.write(to: &writer)
        parent.write(to: &writer)
        writer.write(entries)
        head.write(to: &writer)
        headHash.write(to: &writer)
    }
}
