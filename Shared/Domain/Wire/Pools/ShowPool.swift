public import Bytes
public import MemoryTypes

/// Asks for a pool as it stands.
///
/// client -> ingest; kind 0x0305; scope read; answered by `PoolDescription`.
///
/// | field  | bytes | meaning |
/// |--------|-------|----------|
/// | `name` | 4 + n | the pool |
public struct ShowPool: Request, Hashable {
    public static let kind = MessageKind.showPool
    public typealias Reply = PoolDescription

    public let name: PoolName

    public init(name: PoolName) {
        self.name = name
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
    }
}
