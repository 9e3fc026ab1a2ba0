public import Bytes
public import MemoryTypes

/// Facts in the order of their numbers.
///
/// ingest -> client; kind 0x0505.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------------------------------------------|
/// | `facts`    | 4 + n | the facts |
/// | `next`     | 1 + 8 | where the next page begins; absent on the last |
/// | `position` | 8     | the record up to which the log was read |
public struct FactPage: Message, Hashable {
    public static let kind = MessageKind.factPage

    public let facts: [Fact]
    public let next: UInt64?
    public let position: LogPosition

    public init(facts: [Fact], next: UInt64? = nil, position: LogPosition) {
        self.facts = facts
        self.next = next
        self.position = position
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        facts = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 35)
        next = try reader.readOptional()
        position = try LogPosition(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(facts)
        writer.write(next)
        position.write(to: &writer)
    }
}
