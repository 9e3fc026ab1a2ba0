public import Bytes
public import MemoryTypes

/// Something happened to a pool besides a further version. Topic: `pool.` and the pool's number in decimal and `.`.
///
/// store -> subscribers; kind 0x2002.
///
/// | field     | bytes | meaning |
/// |-----------|-------|-----------------------------------------------------------|
/// | `pool`    | 8     | the pool |
/// | `uid`     | 16    | the pool across databases |
/// | `tenant`  | 4 + n | whose it is |
/// | `name`    | 4 + n | its name |
/// | `change`  | 1     | 1 created, 2 dropped, 3 restored, 4 retention, 5 switched |
/// | `version` | 8     | its newest version |
public struct PoolChanged: Message, Hashable {
    public static let kind = MessageKind.poolChanged

    public let pool: PoolID
    public let uid: PoolUID
    public let tenant: TenantName
    public let name: PoolName
    public let change: PoolChange
    public let version: PoolVersion

    public init(
        pool: PoolID, uid: PoolUID, tenant: TenantName, name: PoolName, change: PoolChange, version: PoolVersion
    ) {
        self.pool = pool
        self.uid = uid
        self.tenant = tenant
        self.name = name
        self.change = change
        self.version = version
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolID(from: &reader)
        uid = try PoolUID(from: &reader)
        tenant = try TenantName(from: &reader)
        name = try PoolName(from: &reader)
        change = try PoolChange(from: &reader)
        version = try PoolVersion(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        uid.write(to: &writer)
        tenant.write(to: &writer)
        name.write(to: &writer)
        change.write(to: &writer)
        version.write(to: &writer)
    }
}
