public import Bytes
public import MemoryTypes

/// A push whose sender Ingest has checked.
///
/// | field    | bytes | meaning |
/// |----------|-------|-----------------|
/// | `tenant` | 4 + n | whose it is |
/// | `actor`  | 8     | the number of the key it was pushed with, as `Identity` gives it |
/// | `push`   | n     | what was pushed |
public struct DocumentDraft: ByteCodable, Hashable, Sendable {
    public let tenant: TenantName
    public let actor: UInt64
    public let push: PushDocument

    public init(tenant: TenantName, actor: UInt64, push: PushDocument) {
        self.tenant = tenant
        self.actor = actor
        self.push = push
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        actor = try reader.read()
        push = try PushDocument(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        writer.write(actor)
        push.write(to: &writer)
    }
}
