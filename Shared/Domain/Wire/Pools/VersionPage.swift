public import Bytes
public import MemoryTypes

/// Versions of a pool, oldest first.
///
/// ingest -> client; kind 0x030f.
///
/// | field      | bytes | meaning |
/// |------------|-------|------------------------------------------------|
/// | `versions` | 4 + n | the versions |
/// | `next`     | 1 + 8 | where the next page begins; absent on the last |
public struct VersionPage: Message, Hashable {
    public static let kind = MessageKind.versionPage

    public let versions: [VersionDescription]
    public let next: PoolVersion?

    public init(versions: [VersionDescription], next: PoolVersion? = nil) {
        self.versions = versions
        self.next = next
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        versions = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 65)
        next = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(versions)
        writer.write(next)
    }
}
