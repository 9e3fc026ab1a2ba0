public import Bytes
public import MemoryTypes

/// The newest versions of the pools held, so that a lost event costs one heartbeat at most.
///
/// store -> worker; kind 0x1013.
///
/// | field   | bytes    | meaning |
/// |---------|----------|---------------------------------------------------------------|
/// | `heads` | 4 + 16 n | pools of which there is a newer version than the worker holds |
public struct HeartbeatReceived: Message, Hashable {
    public static let kind = MessageKind.heartbeatReceived

    public let heads: [PoolHeld]

    public init(heads: [PoolHeld]) {
        self.heads = heads
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        heads = try reader.readArray(count: 0...Limits.heldPoolsMax, elementBytesMin: 16)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(heads)
    }
}
