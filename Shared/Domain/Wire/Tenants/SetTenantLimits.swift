public import Bytes
public import MemoryTypes

/// Changes what a tenant may use.
///
/// client -> ingest; kind 0x0805; scope operator; answered by `TenantShown`.
///
/// | field    | bytes | meaning |
/// |----------|-------|-----------------------------|
/// | `tenant` | 4 + n | the tenant |
/// | `limits` | 20    | what it may use from now on |
public struct SetTenantLimits: Request, Hashable {
    public static let kind = MessageKind.setTenantLimits
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
