public import Bytes
public import MemoryTypes

/// Pools in the order of their names.
///
/// ingest -> client; kind 0x0304.
///
/// | field   | bytes | meaning |
/// |---------|-------|------------------------------------------------|
/// | `pools` | 4 + n | the pools |
/// | `next`  | 1 + n | where the next page begins; absent on the last |
public struct PoolPage: Message, Hashable {
    public static let kind = MessageKind.poolPage

    public let pools: [PoolDescription]
    public let next: PoolName?

    public init(pools: [PoolDescription], next: PoolName? = nil) {
        self.pools = pools
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pools = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 254)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(pools)
        writer.write(next)
    }
}
