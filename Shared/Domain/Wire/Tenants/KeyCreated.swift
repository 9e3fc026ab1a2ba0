public import Bytes
internal import MemoryTypes

/// A key, and its secret this one time.
///
/// ingest -> client; kind 0x0807.
///
/// | field         | bytes | meaning |
/// |---------------|-------|------------------------------------------------------------------------|
/// | `description` | n     | the key |
/// | `secret`      | 4 + n | put this into the envelope's credential; the store keeps only its hash |
public struct KeyCreated: Message, Hashable {
    public static let kind = MessageKind.keyCreated

    public let description: KeyDescription
    public let secret: String

    public init(description: KeyDescription, secret: String) {
        self.description = description
        self.secret = secret
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        description = try KeyDescription(from: &reader)
        secret = try reader.readString(bytes: 0...Limits.credentialBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        description.write(to: &writer)
        writer.write(secret)
    }
}
