public import Bytes
internal import MemoryTypes

/// Asks whose a credential is.
///
/// ingest or generation worker -> store; kind 0x1003; scope service; answered by `Identity`.
///
/// | field        | bytes | meaning |
/// |--------------|-------|-----------------------------------------------------|
/// | `credential` | 4 + n | an API key as it stood in an envelope; may be empty |
/// | `curveKey`   | 4 + n | a CURVE public key in Z85; may be empty |
public struct Authenticate: Request, Hashable {
    public static let kind = MessageKind.authenticate
    public typealias Reply = Identity

    public let credential: String
    public let curveKey: String

    public init(credential: String, curveKey: String) {
        self.credential = credential
        self.curveKey = curveKey
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        credential = try reader.readString(bytes: 0...Limits.credentialBytesMax)
        curveKey = try reader.readString(bytes: 0...40)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(credential)
        writer.write(curveKey)
    }
}
