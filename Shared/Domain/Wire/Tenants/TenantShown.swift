public import Bytes

/// A tenant as it stands.
///
/// ingest -> client; kind 0x0802.
///
/// | field         | bytes | meaning |
/// |---------------|-------|------------|
/// | `description` | n     | the tenant |
public struct TenantShown: Message, Hashable {
    public static let kind = MessageKind.tenantShown

    public let description: TenantDescription

    public init(description: TenantDescription) {
        self.description = description
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        description = try TenantDescription(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        description.write(to: &writer)
    }
}
