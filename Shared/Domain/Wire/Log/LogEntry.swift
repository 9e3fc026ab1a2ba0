public import Bytes
public import MemoryTypes

/// One record of a pool's log.
///
/// | field      | bytes | meaning |
/// |------------|-------|-------------------------------------------------------|
/// | `position` | 8     | its place |
/// | `record`   | 4 + n | its canonical bytes |
/// | `hash`     | 32    | SHA-256(hash of the record before || canonical bytes) |
public struct LogEntry: ByteCodable, Hashable, Sendable {
    public let position: LogPosition
    public let record: [UInt8]
    public let hash: RecordHash

    public init(position: LogPosition, record: [UInt8], hash: RecordHash) {
        self.position = position
        self.record = record
        self.hash = hash
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        position = try LogPosition(from: &reader)
        record = try reader.readBytes(count: 1...Limits.recordBytesMax)
        hash = try RecordHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        position.write(to: &writer)
        writer.write(record)
        hash.write(to: &writer)
    }
}
