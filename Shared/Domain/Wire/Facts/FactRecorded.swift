public import Bytes
public import MemoryTypes

/// A fact was asserted or retracted.
///
/// ingest -> client; kind 0x0502.
///
/// | field      | bytes | meaning |
/// |------------|-------|-----------------------------------------------------|
/// | `number`   | 8     | names the fact within its store |
/// | `position` | 8     | the record that did it |
/// | `first`    | 1     | false if it had been so before: nothing was written |
public struct FactRecorded: Message, Hashable {
    public static let kind = MessageKind.factRecorded

    public let number: UInt64
    public let position: LogPosition
    public let first: Bool

    public init(number: UInt64, position: LogPosition, first: Bool) {
        self.number = number
        self.position = position
        self.first = first
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        number = try reader.read()
        position = try LogPosition(from: &reader)
        first = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(number)
        position.write(to: &writer)
        writer.write(first)
    }
}
