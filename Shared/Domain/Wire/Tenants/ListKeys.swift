public import Bytes
public import MemoryTypes

/// Asks for a tenant's keys.
///
/// client -> ingest; kind 0x0808; scope operator; answered by `KeyPage`.
///
/// | field    | bytes | meaning |
/// |----------|-------|--------------------------|
/// | `tenant` | 1 + n | only of this tenant |
/// | `after`  | 1 + 8 | only behind this key |
/// | `limit`  | 4     | keys at most, 1 ... 1000 |
public struct ListKeys: Request, Hashable {
    public static let kind = MessageKind.listKeys
    public typealias Reply = KeyPage

    public let tenant: TenantName?
    public let after: UInt64?
    public let limit: Int

    public init(tenant: TenantName? = nil, after: UInt64? = nil, limit: Int) {
        self.tenant = tenant
        self.after = after
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try reader.readOptional()
        after = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(tenant)
        writer.write(after)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
