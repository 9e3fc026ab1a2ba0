public import Bytes
public import MemoryTypes

/// Says that a worker is alive and what it holds. A worker the store does not know is refused and registers again.
///
/// worker -> store; kind 0x1012; scope service; answered by `HeartbeatReceived`.
///
/// | field      | bytes    | meaning |
/// |------------|----------|--------------------------|
/// | `worker`   | 8        | its number |
/// | `running`  | 4        | jobs or queries that run |
/// | `waiting`  | 4        | queries that wait |
/// | `draining` | 1        | takes nothing more |
/// | `pools`    | 4 + 16 n | pools in its cache |
public struct Heartbeat: Request, Hashable {
    public static let kind = MessageKind.heartbeat
    public typealias Reply = HeartbeatReceived

    public let worker: UInt64
    public let running: UInt32
    public let waiting: UInt32
    public let draining: Bool
    public let pools: [PoolHeld]

    public init(worker: UInt64, running: UInt32, waiting: UInt32, draining: Bool, pools: [PoolHeld]) {
        self.worker = worker
        self.running = running
        self.waiting = waiting
        self.draining = draining
        self.pools = pools
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        worker = try reader.read()
        running = try reader.read()
        waiting = try reader.read()
        draining = try reader.readBool()
        pools = try reader.readArray(count: 0...Limits.heldPoolsMax, elementBytesMin: 16)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(worker)
        writer.write(running)
        writer.write(waiting)
        writer.write(draining)
        writer.write(pools)
    }
}
