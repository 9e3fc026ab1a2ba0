public import Bytes
public import MemoryTypes

/// Removes a pool, its documents, its facts and its log.
///
/// client -> ingest; kind 0x030d; scope admin; answered by `Acknowledged`.
///
/// | field  | bytes | meaning |
/// |--------|-------|--------------------------------------------------------------|
/// | `name` | 4 + n | the pool |
/// | `uid`  | 16    | the pool again, so that no other one of that name is dropped |
public struct DropPool: Request, Hashable {
    public static let kind = MessageKind.dropPool
    public typealias Reply = Acknowledged

    public let name: PoolName
    public let uid: PoolUID

    public init(name: PoolName, uid: PoolUID) {
        self.name = name
        self.uid = uid
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        uid = try PoolUID(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        uid.write(to: &writer)
    }
}
