public import Bytes
public import MemoryTypes

/// A pool as it stands.
///
/// ingest -> client; kind 0x0302.
///
/// | field              | bytes    | meaning |
/// |--------------------|----------|-----------------------------------------------------------|
/// | `pool`             | 8        | its number in its store |
/// | `uid`              | 16       | its name across databases |
/// | `name`             | 4 + n    | its name |
/// | `tenant`           | 4 + n    | whose it is |
/// | `model`            | 32       | the model it is for |
/// | `modelName`        | 4 + n    | that model's name |
/// | `shape`            | 21       | its sizes |
/// | `initialised`      | 1        | false until the first update has filled an empty pool |
/// | `seed`             | 8        | seeds its drops |
/// | `version`          | 8        | its newest version |
/// | `position`         | 8        | its newest record |
/// | `stateHash`        | 32       | its newest state |
/// | `headHash`         | 32       | the end of its hash chain |
/// | `fork`             | 1 + 24   | where it was forked |
/// | `shards`           | 4 + 25 n | its shards in index order |
/// | `documents`        | 8        | documents absorbed |
/// | `facts`            | 8        | triples that hold |
/// | `halfLife`         | 8        | updates of a shard after which half of a document is left |
/// | `checkpointEvery`  | 4        | versions from one checkpoint to the next |
/// | `oldestReplayable` | 8        | the oldest version that can still be folded |
/// | `created`          | 8        | when it was created |
public struct PoolDescription: Message, Hashable {
    public static let kind = MessageKind.poolDescription

    public let pool: PoolID
    public let uid: PoolUID
    public let name: PoolName
    public let tenant: TenantName
    public let model: ModelDigest
    public let modelName: String
    public let shape: PoolShape
    public let initialised: Bool
    public let seed: UInt64
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let headHash: RecordHash
    public let fork: ForkSource?
    public let shards: [ShardStatus]
    public let documents: UInt64
    public let facts: UInt64
    public let halfLife: Double
    public let checkpointEvery: UInt32
    public let oldestReplayable: PoolVersion
    public let created: Timestamp

    public init(
        pool: PoolID, uid: PoolUID, name: PoolName, tenant: TenantName, model: ModelDigest, modelName: String,
        shape: PoolShape, initialised: Bool, seed: UInt64, version: PoolVersion, position: LogPosition,
        stateHash: StateHash, headHash: RecordHash, fork: ForkSource? = nil, shards: [ShardStatus], documents: UInt64,
        facts: UInt64, halfLife: Double, checkpointEvery: UInt32, oldestReplayable: PoolVersion, created: Timestamp
    ) {
        self.pool = pool
        self.uid = uid
        self.name = name
        self.tenant = tenant
        self.model = model
        self.modelName = modelName
        self.shape = shape
        self.initialised = initialised
        self.seed = seed
        self.version = version
        self.position = position
        self.stateHash = stateHash
        self.headHash = headHash
        self.fork = fork
        self.shards = shards
        self.documents = documents
        self.facts = facts
        self.halfLife = halfLife
        self.checkpointEvery = checkpointEvery
        self.oldestReplayable = oldestReplayable
        self.created = created
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        pool = try PoolID(from: &reader)
        uid = try PoolUID(from: &reader)
        name = try PoolName(from: &reader)
        tenant = try TenantName(from: &reader)
        model = try ModelDigest(from: &reader)
        modelName = try reader.readString(bytes: 0...Limits.labelBytesMax)
        shape = try PoolShape(from: &reader)
        initialised = try reader.readBool()
        seed = try reader.read()
        version = try PoolVersion(from: &reader)
        position = try LogPosition(from: &reader)
        stateHash = try StateHash(from: &reader)
        headHash = try RecordHash(from: &reader)
        fork = try reader.readOptional()
        shards = try reader.readArray(count: 1...PoolShape.shardsMax, elementBytesMin: 25)
        documents = try reader.read()
        facts = try reader.read()
        halfLife = try reader.readDouble()
        checkpointEvery = try reader.read()
        oldestReplayable = try PoolVersion(from: &reader)
        created = try Timestamp(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        pool.write(to: &writer)
        uid.write(to: &writer)
        name.write(to: &writer)
        tenant.write(to: &writer)
        model.write(to: &writer)
        writer.write(modelName)
        shape.write(to: &writer)
        writer.write(initialised)
        writer.write(seed)
        version.write(to: &writer)
        position.write(to: &writer)
        stateHash.write(to: &writer)
        headHash.write(to: &writer)
        writer.write(fork)
        writer.write(shards)
        writer.write(documents)
        writer.write(facts)
        writer.write(halfLife)
        writer.write(checkpointEvery)
        oldestReplayable.write(to: &writer)
        created.write(to: &writer)
    }
}
