public import Bytes
public import MemoryTypes

/// A key, without its secret.
///
/// | field      | bytes | meaning |
/// |------------|-------|---------------------------------------------------------------|
/// | `key`      | 8     | its number |
/// | `tenant`   | 4 + n | whose it is |
/// | `label`    | 4 + n | what it is for |
/// | `scopes`   | 4     | what it opens |
/// | `curveKey` | 4 + n | the CURVE public key in Z85 it stands for; empty for a secret |
/// | `created`  | 8     | since when |
/// | `expires`  | 1 + 8 | until when |
/// | `revoked`  | 1 + 8 | since when it opens nothing |
public struct KeyDescription: ByteCodable, Hashable, Sendable {
    public let key: UInt64
    public let tenant: TenantName
    public let label: String
    public let scopes: Scopes
    public let curveKey: String
    public let created: Timestamp
    public let expires: Timestamp?
    public let revoked: Timestamp?

    public init(
        key: UInt64, tenant: TenantName, label: String, scopes: Scopes, curveKey: String, created: Timestamp,
        expires: Timestamp? = nil, revoked: Timestamp? = nil
    ) {
        self.key = key
        self.tenant = tenant
        self.label = label
        self.scopes = scopes
        self.curveKey = curveKey
        self.created = created
        self.expires = expires
        self.revoked = revoked
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        key = try reader.read()
        tenant = try TenantName(from: &reader)
        label = try reader.readString(bytes: 0...Limits.labelBytesMax)
        scopes = try Scopes(from: &reader)
        curveKey = try reader.readString(bytes: 0...40)
        created = try Timestamp(from: &reader)
        expires = try reader.readOptional()
        revoked = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(key)
        tenant.write(to: &writer)
        writer.write(label)
        scopes.write(to: &writer)
        writer.write(curveKey)
        created.write(to: &writer)
        writer.write(expires)
        writer.write(revoked)
    }
}
