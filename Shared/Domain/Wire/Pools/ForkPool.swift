public import Bytes
public import MemoryTypes

/// Creates a pool that begins as another one stood at a version; the source stays as it is.
///
/// client -> ingest; kind 0x0306; scope admin; answered by `PoolDescription`.
///
/// | field     | bytes | meaning |
/// |-----------|-------|---------------------------------------|
/// | `source`  | 4 + n | the pool to fork |
/// | `version` | 1 + 8 | at this version; its newest if absent |
/// | `name`    | 4 + n | the fork's name |
public struct ForkPool: Request, Hashable {
    public static let kind = MessageKind.forkPool
    public typealias Reply = PoolDescription

    public let source: PoolName
    public let version: PoolVersion?
    public let name: PoolName

    public init(source: PoolName, version: PoolVersion? = nil, name: PoolName) {
        self.source = source
        self.version = version
        self.name = name
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        source = try PoolName(from: &reader)
        version = try reader.readOptional()
        name = try PoolName(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        source.write(to: &writer)
        writer.write(version)
        name.write(to: &writer)
    }
}
