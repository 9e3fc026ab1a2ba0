public import Bytes
public import MemoryTypes

/// Asks what a pool's state is made of. The tenant is the envelope's when the pool is named, and any when it is
/// numbered.
///
/// worker -> store; kind 0x101d; scope service; answered by `PoolManifest`.
///
/// | field            | bytes | meaning |
/// |------------------|-------|---------------------------------------------------------|
/// | `name`           | 1 + n | the pool by name |
/// | `pool`           | 1 + 8 | or by number |
/// | `version`        | 1 + 8 | at this version; its newest if absent |
/// | `minimumVersion` | 1 + 8 | waits until the deadline for this version, then refuses |
public struct FetchManifest: Request, Hashable {
    public static let kind = MessageKind.fetchManifest
    public typealias Reply = PoolManifest

    public let name: PoolName?
    public let pool: PoolID?
    public let version: PoolVersion?
    public let minimumVersion: PoolVersion?

    public init(
        name: PoolName? = nil, pool: PoolID? = nil, version: PoolVersion? = nil, minimumVersion: PoolVersion? = nil
    ) {
        self.name = name
        self.pool = pool
        self.version = version
        self.minimumVersion = minimumVersion
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try reader.readOptional()
        pool = try reader.readOptional()
        version = try reader.readOptional()
        minimumVersion = try reader.readOptional()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(pool)
        writer.write(version)
        writer.write(minimumVersion)
    }

    public func validate() throws(Refusal) {
        guard (name == nil) != (pool == nil) else {
            throw Refusal(.malformedPayload, "A manifest is asked for by name or by number, one of the two.")
        }
    }
}
