public import Bytes
public import MemoryTypes

/// A push whose sender Ingest has checked.
///
/// | field    | bytes | meaning |
/// |----------|-------|-----------------|
/// | `tenant` | 4 + n | whose it is |
/// | `push`   | n     | what was pushed |
public struct DocumentDraft: ByteCodable, Hashable, Sendable {
    public let tenant: TenantName
    public let push: PushDocument

    public init(tenant: TenantName, push: PushDocument) {
        self.tenant = tenant
        self.push = push
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        push = try PushDocument(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        push.write(to: &writer)
    }
}
