public import Bytes

/// Where a fork began.
///
/// | field     | bytes | meaning |
/// |-----------|-------|------------------------------|
/// | `pool`    | 16    | the pool that was forked |
/// | `version` | 8     | the version it was forked at |
public struct ForkSource: ByteCodable, Hashable, Sendable {
    public let pool: PoolUID
    public let version: PoolVersion

    public init(pool: PoolUID, version: PoolVersion) {
        self.pool = pool
        self.version = version
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolUID(from: &reader)
        version = try PoolVersion(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        version.write(to: &writer)
    }
}
