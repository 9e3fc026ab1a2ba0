public import Bytes

/// Makes a key open nothing, within five seconds everywhere.
///
/// client -> ingest; kind 0x080a; scope operator; answered by `Acknowledged`.
///
/// | field | bytes | meaning |
/// |-------|-------|---------|
/// | `key` | 8     | the key |
public struct RevokeKey: Request, Hashable {
    public static let kind = MessageKind.revokeKey
    public typealias Reply = Acknowledged

    public let key: UInt64

    public init(key: UInt64) {
        self.key = key
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        key = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(key)
    }
}
