public import Bytes
public import MemoryTypes

/// Makes a new version of a pool that reads as an earlier one did; nothing of the log is lost.
///
/// client -> ingest; kind 0x0307; scope admin; answered by `PoolDescription`.
///
/// | field     | bytes | meaning |
/// |-----------|-------|--------------------------|
/// | `name`    | 4 + n | the pool |
/// | `version` | 8     | the version to read like |
public struct RestorePool: Request, Hashable {
    public static let kind = MessageKind.restorePool
    public typealias Reply = PoolDescription

    public let name: PoolName
    public let version: PoolVersion

    public init(name: PoolName, version: PoolVersion) {
        self.name = name
        self.version = version
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        version = try PoolVersion(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        version.write(to: &writer)
    }
}
