public import Bytes
public import MemoryTypes

/// One record and what the store knows about it.
///
/// ingest -> client; kind 0x0404.
///
/// | field        | bytes | meaning |
/// |--------------|-------|-----------------------------------------------|
/// | `entry`      | n     | the record |
/// | `parent`     | 32    | the hash before it |
/// | `version`    | 1 + n | the version it made |
/// | `fact`       | 1 + n | the fact it asserted or retracted |
/// | `textKept`   | 1     | whether the document's text is still there |
/// | `deltaBytes` | 1 + 8 | bytes of its delta; absent if dropped or none |
public struct RecordDetail: Message, Hashable {
    public static let kind = MessageKind.recordDetail

    public let entry: LogEntry
    public let parent: RecordHash
    public let version: VersionDescription?
    public let fact: Fact?
    public let textKept: Bool
    public let deltaBytes: UInt64?

    public init(
        entry: LogEntry, parent: RecordHash, version: VersionDescription? = nil, fact: Fact? = nil, textKept: Bool,
        deltaBytes: UInt64? = nil
    ) {
        self.entry = entry
        self.parent = parent
        self.version = version
        self.fact = fact
        self.textKept = textKept
        self.deltaBytes = deltaBytes
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        entry = try LogEntry(from: &reader)
        parent = try RecordHash(from: &reader)
        version = try reader.readOptional()
        fact = try reader.readOptional()
        textKept = try reader.readBool()
        deltaBytes = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        entry.write(to: &writer)
        parent.write(to: &writer)
        writer.write(version)
        writer.write(fact)
        writer.write(textKept)
        writer.write(deltaBytes)
    }
}
