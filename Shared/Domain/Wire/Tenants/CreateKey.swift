public import Bytes
public import MemoryTypes

/// Creates an API key, or admits a CURVE public key.
///
/// client -> ingest; kind 0x0806; scope operator; answered by `KeyCreated`.
///
/// | field      | bytes | meaning |
/// |------------|-------|-------------------------------------------------------|
/// | `tenant`   | 4 + n | whose it will be |
/// | `label`    | 4 + n | what it is for |
/// | `scopes`   | 4     | what it opens |
/// | `expires`  | 1 + 8 | until when |
/// | `curveKey` | 4 + n | a CURVE public key in Z85; empty to be given a secret |
public struct CreateKey: Request, Hashable {
    public static let kind = MessageKind.createKey
    public typealias Reply = KeyCreated

    public let tenant: TenantName
    public let label: String
    public let scopes: Scopes
    public let expires: Timestamp?
    public let curveKey: String

    public init(tenant: TenantName, label: String, scopes: Scopes, expires: Timestamp? = nil, curveKey: String) {
        self.tenant = tenant
        self.label = label
        self.scopes = scopes
        self.expires = expires
        self.curveKey = curveKey
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        tenant = try TenantName(from: &reader)
        label = try reader.readString(bytes: 0...Limits.labelBytesMax)
        scopes = try Scopes(from: &reader)
        expires = try reader.readOptional()
        curveKey = try reader.readString(bytes: 0...40)
    }

    public func write(to writer: inout ByteWriter) {
        tenant.write(to: &writer)
        writer.write(label)
        scopes.write(to: &writer)
        writer.write(expires)
        writer.write(curveKey)
    }

    public func validate() throws(Refusal) {
        guard curveKey.isEmpty || curveKey.utf8.count == 40 else {
            throw Refusal(.malformedPayload, "A CURVE public key has 40 characters, not \(curveKey.utf8.count).")
        }
        guard !scopes.isEmpty else { throw Refusal(.malformedPayload, "A key must open at least one scope.") }
    }
}
