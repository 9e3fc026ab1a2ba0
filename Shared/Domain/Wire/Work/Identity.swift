public import Bytes
public import MemoryTypes

/// Whose a credential is.
///
/// store -> ingest or generation worker; kind 0x1004.
///
/// | field                 | bytes | meaning |
/// |-----------------------|-------|-----------------------------------------|
/// | `tenant`              | 4 + n | the tenant |
/// | `scopes`              | 4     | what it opens |
/// | `key`                 | 8     | the key; 0 where no keys are configured |
/// | `limits`              | 20    | what the tenant may use |
/// | `goodForMilliseconds` | 4     | how long this may be kept |
public struct Identity: Message, Hashable {
    public static let kind = MessageKind.identity

    public let tenant: TenantName
    public let scopes: Scopes
    public let key: UInt64
    public let limits: TenantLimits
    public let goodForMilliseconds: UInt32

    public init(tenant: TenantName, scopes: Scopes, key: UInt64, limits: TenantLimits, goodForMilliseconds: UInt32) {
        self.tenant = tenant
        self.scopes = scopes
        self.key = key
        self.limits = limits
        self.goodForMilliseconds = goodForMilliseconds
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        scopes = try Scopes(from: &reader)
        key = try reader.read()
        limits = try TenantLimits(from: &reader)
        goodForMilliseconds = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        scopes.write(to: &writer)
        writer.write(key)
        limits.write(to: &writer)
        writer.write(goodForMilliseconds)
    }
}
