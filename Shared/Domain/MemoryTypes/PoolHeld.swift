public import Bytes

/// A pool in a generation worker's cache.
///
/// | field     | bytes | meaning |
/// |-----------|-------|-------------------------|
/// | `pool`    | 8     | the pool |
/// | `version` | 8     | the newest version held |
public struct PoolHeld: ByteCodable, Hashable, Sendable {
    public let pool: PoolID
    public let version: PoolVersion

    public init(pool: PoolID, version: PoolVersion) {
        self.pool = pool
        self.version = version
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolID(from: &reader)
        version = try PoolVersion(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        version.write(to: &writer)
    }
}
