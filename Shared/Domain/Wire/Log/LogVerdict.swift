public import Bytes
public import MemoryTypes

/// Whether a hash chain holds.
///
/// ingest -> client; kind 0x0406.
///
/// | field      | bytes | meaning |
/// |------------|-------|----------------------------------|
/// | `records`  | 8     | records checked |
/// | `blobs`    | 8     | blobs checked |
/// | `holds`    | 1     | whether all is as it was written |
/// | `firstBad` | 1 + 8 | the first record that is not |
/// | `reason`   | 4 + n | what is wrong with it |
/// | `headHash` | 32    | the end of the chain as computed |
public struct LogVerdict: Message, Hashable {
    public static let kind = MessageKind.logVerdict

    public let records: UInt64
    public let blobs: UInt64
    public let holds: Bool
    public let firstBad: LogPosition?
    public let reason: String
    public let headHash: RecordHash

    public init(
        records: UInt64, blobs: UInt64, holds: Bool, firstBad: LogPosition? = nil, reason: String,
        headHash: RecordHash
    ) {
        self.records = records
        self.blobs = blobs
        self.holds = holds
        self.firstBad = firstBad
        self.reason = reason
        self.headHash = headHash
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        records = try reader.read()
        blobs = try reader.read()
        holds = try reader.readBool()
        firstBad = try reader.readOptional()
        reason = try reader.readString(bytes: 0...Limits.sentenceBytesMax)
        headHash = try RecordHash(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(records)
        writer.write(blobs)
        writer.write(holds)
        writer.write(firstBad)
        writer.write(reason)
        headHash.write(to: &writer)
    }
}
