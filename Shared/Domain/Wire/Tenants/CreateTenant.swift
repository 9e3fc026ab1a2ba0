public import Bytes
public import MemoryTypes

/// Creates a tenant.
///
/// client -> ingest; kind 0x0801; scope operator; answered by `TenantShown`.
///
/// | field    | bytes | meaning |
/// |----------|-------|-----------------|
/// | `tenant` | 4 + n | its name |
/// | `limits` | 20    | what it may use |
public struct CreateTenant: Request, Hashable {
    public static let kind = MessageKind.createTenant
    public typealias Reply = TenantShown

    public let tenant: TenantName
    public let limits: TenantLimits

    public init(tenant: TenantName, limits: TenantLimits) {
        self.tenant = tenant
        self.limits = limits
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        limits = try TenantLimits(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        limits.write(to: &writer)
    }
}
