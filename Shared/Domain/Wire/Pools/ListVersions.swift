public import Bytes
public import MemoryTypes

/// Asks for versions of a pool, oldest first.
///
/// client -> ingest; kind 0x030e; scope read; answered by `VersionPage`.
///
/// | field   | bytes | meaning |
/// |---------|-------|------------------------------|
/// | `name`  | 4 + n | the pool |
/// | `from`  | 8     | the first one wanted |
/// | `limit` | 4     | versions at most, 1 ... 1000 |
public struct ListVersions: Request, Hashable {
    public static let kind = MessageKind.listVersions
    public typealias Reply = VersionPage

    public let name: PoolName
    public let from: PoolVersion
    public let limit: Int

    public init(name: PoolName, from: PoolVersion, limit: Int) {
        self.name = name
        self.from = from
        self.limit = limit
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        from = try PoolVersion(from: &reader)
        limit = Int(try reader.read(Int32.self))
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        from.write(to: &writer)
        writer.write(Int32(clamping: limit))
    }

    public func validate() throws(Refusal) { try Limits.checkPage(limit) }
}
