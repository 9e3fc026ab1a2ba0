public import Bytes
public import MemoryTypes

/// Asks what a pool's edits must keep to.
///
/// client -> ingest; kind 0x0a0b; scope read; answered by `GuardShown`.
///
/// | field  | bytes | meaning |
/// |--------|-------|---------|
/// | `name` | 4 + n | the pool |
public struct ShowGuard: Request, Hashable {
    public static let kind = MessageKind.showGuard
    public typealias Reply = GuardShown

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
