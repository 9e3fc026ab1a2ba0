public import Bytes
public import MemoryTypes

/// A tenant.
///
/// | field              | bytes | meaning |
/// |--------------------|-------|---------------------|
/// | `tenant`           | 4 + n | its name |
/// | `limits`           | 20    | what it may use |
/// | `pools`            | 4     | pools it has |
/// | `pendingDocuments` | 8     | documents that wait |
/// | `created`          | 8     | since when |
public struct TenantDescription: ByteCodable, Hashable, Sendable {
    public let tenant: TenantName
    public let limits: TenantLimits
    public let pools: UInt32
    public let pendingDocuments: UInt64
    public let created: Timestamp

    public init(tenant: TenantName, limits: TenantLimits, pools: UInt32, pendingDocuments: UInt64, created: Timestamp) {
        self.tenant = tenant
        self.limits = limits
        self.pools = pools
        self.pendingDocuments = pendingDocuments
        self.created = created
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        limits = try TenantLimits(from: &reader)
        pools = try reader.read()
        pendingDocuments = try reader.read()
        created = try Timestamp(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        limits.write(to: &writer)
        writer.write(pools)
        writer.write(pendingDocuments)
        created.write(to: &writer)
    }
}
