public import Bytes
public import MemoryTypes

/// What a pool's state is made of: every slot as a row of a blob.
///
/// store -> worker; kind 0x101e.
///
/// | field         | bytes | meaning |
/// |---------------|-------|--------------------------------------------------------------|
/// | `pool`        | 8     | its number |
/// | `uid`         | 16    | its name across databases |
/// | `tenant`      | 4 + n | whose it is |
/// | `name`        | 4 + n | its name |
/// | `model`       | 32    | the model it is for |
/// | `shape`       | 21    | its sizes |
/// | `initialised` | 1     | false if it is still empty: it is read as if there were none |
/// | `version`     | 8     | the version |
/// | `position`    | 8     | its record |
/// | `stateHash`   | 32    | the state |
/// | `sources`     | 4 + n | the blobs |
/// | `shards`      | 4 + n | the shards in index order; none if not initialised |
/// | `stack`       | 4 + n | the edits in force, in order |
public struct PoolManifest: Message, Hashable {
    public static let kind = MessageKind.poolManifest

    public let pool: PoolID
    public let uid: PoolUID
    public let tenant: TenantName
    public let name: PoolName
    public let model: ModelDigest
    public let shape: PoolShape
    public let initialised: Bool
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let sources: [BlobSource]
    public let shards: [ShardSlots]
    public let stack: [StackedEdit]

    public init(
        pool: PoolID, uid: PoolUID, tenant: TenantName, name: PoolName, model: ModelDigest, shape: PoolShape,
        initialised: Bool, version: PoolVersion, position: LogPosition, stateHash: StateHash, sources: [BlobSource],
        shards: [ShardSlots], stack: [StackedEdit]
    ) {
        self.pool = pool
        self.uid = uid
        self.tenant = tenant
        self.name = name
        self.model = model
        self.shape = shape
        self.initialised = initialised
        self.version = version
        self.position = position
        self.stateHash = stateHash
        self.sources = sources
        self.shards = shards
        self.stack = stack
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolID(from: &reader)
        uid = try PoolUID(from: &reader)
        tenant = try TenantName(from: &reader)
        name = try PoolName(from: &reader)
        model = try ModelDigest(from: &reader)
        shape = try PoolShape(from: &reader)
        initialised = try reader.readBool()
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        stateHash = try StateHash(from: &reader)
        sources = try reader.readArray(count: 0...Limits.sourcesMax, elementBytesMin: 37)
        shards = try reader.readArray(count: 0...PoolShape.shardsMax, elementBytesMin: 8)
        stack = try reader.readArray(count: 0...Limits.stackMax, elementBytesMin: 56)
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        uid.write(to: &writer)
        tenant.write(to: &writer)
        name.write(to: &writer)
        model.write(to: &writer)
        shape.write(to: &writer)
        writer.write(initialised)
        version.write(to: &writer)
        position.write(to: &writer)
        stateHash.write(to: &writer)
        writer.write(sources)
        writer.write(shards)
        writer.write(stack)
    }
}
