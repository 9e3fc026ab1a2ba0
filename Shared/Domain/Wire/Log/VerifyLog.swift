public import Bytes
public import MemoryTypes

/// Asks that the hash chain of a pool be computed again.
///
/// client -> ingest; kind 0x0405; scope read; answered by `Progress` parts and `LogVerdict`.
///
/// | field  | bytes | meaning |
/// |--------|-------|-----------------------------------------|
/// | `name` | 4 + n | the pool |
/// | `deep` | 1     | also hashes every blob the records name |
public struct VerifyLog: StreamingRequest, Hashable {
    public static let kind = MessageKind.verifyLog
    public typealias Part = Progress
    public typealias Reply = LogVerdict

    public let name: PoolName
    public let deep: Bool

    public init(name: PoolName, deep: Bool) {
        self.name = name
        self.deep = deep
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        deep = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(deep)
    }
}
