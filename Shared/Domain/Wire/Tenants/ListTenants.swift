public import Bytes
public import MemoryTypes

/// Asks for the tenants in the order of their names.
///
/// client -> ingest; kind 0x0803; scope operator; answered by `TenantPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|-----------------------------|
/// | `after` | 1 + n | only behind this name |
/// | `limit` | 4     | tenants at most, 1 ... 1000 |
public struct ListTenants: Request, Hashable {
    public static let kind = MessageKind.listTenants
    public typealias Reply = TenantPage

    public let after: TenantName?
    public let limit: Int

    public init(after: TenantName? = nil, limit: Int) {
        self.after = after
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        after = try reader.readOptional()
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(after)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
