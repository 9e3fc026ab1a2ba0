public import Bytes
public import MemoryTypes

/// Tenants in the order of their names.
///
/// ingest -> client; kind 0x0804.
///
/// | field     | bytes | meaning |
/// |-----------|-------|------------------------------------------------|
/// | `tenants` | 4 + n | the tenants |
/// | `next`    | 1 + n | where the next page begins; absent on the last |
public struct TenantPage: Message, Hashable {
    public static let kind = MessageKind.tenantPage

    public let tenants: [TenantDescription]
    public let next: TenantName?

    public init(tenants: [TenantDescription], next: TenantName? = nil) {
        self.tenants = tenants
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenants = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 45)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(tenants)
        writer.write(next)
    }
}
