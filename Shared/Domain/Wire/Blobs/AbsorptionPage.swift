public import Bytes
public import MemoryTypes

/// Absorptions of a pool, oldest first.
///
/// ingest -> client; kind 0x0902.
///
/// | field         | bytes | meaning |
/// |---------------|-------|------------------------------------------------|
/// | `absorptions` | 4 + n | the absorptions |
/// | `next`        | 1 + 8 | where the next page begins; absent on the last |
public struct AbsorptionPage: Message, Hashable {
    public static let kind = MessageKind.absorptionPage

    public let absorptions: [Absorption]
    public let next: LogPosition?

    public init(absorptions: [Absorption], next: LogPosition? = nil) {
        self.absorptions = absorptions
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        absorptions = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 145)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(absorptions)
        writer.write(next)
    }
}
