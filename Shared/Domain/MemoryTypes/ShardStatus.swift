public import Bytes

/// Where one shard of a pool stands.
///
/// | field         | bytes | meaning |
/// |---------------|-------|----------------------------------------|
/// | `chainIndex`  | 8     | absorptions in the shard's chain |
/// | `head`        | 8     | the version its newest absorption made |
/// | `pendingJobs` | 8     | jobs that wait or run |
/// | `blocked`     | 1     | whether a retrying job blocks it |
public struct ShardStatus: ByteCodable, Hashable, Sendable {
    public let chainIndex: UInt64
    public let head: PoolVersion
    public let pendingJobs: UInt64
    public let blocked: Bool

    public init(chainIndex: UInt64, head: PoolVersion, pendingJobs: UInt64, blocked: Bool) {
        self.chainIndex = chainIndex
        self.head = head
        self.pendingJobs = pendingJobs
        self.blocked = blocked
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        chainIndex = try reader.read()
        head = try PoolVersion(from: &reader)
        pendingJobs = try reader.read()
        blocked = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(chainIndex)
        head.write(to: &writer)
        writer.write(pendingJobs)
        writer.write(blocked)
    }
}
