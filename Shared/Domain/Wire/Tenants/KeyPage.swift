public import Bytes
internal import MemoryTypes

/// Keys, oldest first.
///
/// ingest -> client; kind 0x0809.
///
/// | field  | bytes | meaning |
/// |--------|-------|------------------------------------------------|
/// | `keys` | 4 + n | the keys |
/// | `next` | 1 + 8 | where the next page begins; absent on the last |
public struct KeyPage: Message, Hashable {
    public static let kind = MessageKind.keyPage

    public let keys: [KeyDescription]
    public let next: UInt64?

    public init(keys: [KeyDescription], next: UInt64? = nil) {
        self.keys = keys
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        keys = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 35)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(keys)
        writer.write(next)
    }
}
