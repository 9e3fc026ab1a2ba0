import Bytes
import LatentMemory
import MemoryTypes

/// A pool's head as its writer knows it. PostgreSQL's row decides: every write compares before it sets.
struct PoolChain {
    let pool: PoolID
    let uid: PoolUID
    let tenant: TenantName
    var name: PoolName
    let model: ModelDigest
    let shape: PoolShape
    let seed: UInt64
    var checkpointEvery: UInt64
    var version: PoolVersion
    var position: LogPosition
    var hash: RecordHash
    var stateHash: StateHash
    var state: PoolState
    /// The edits in force, in order.
    var stack: [StackedEdit]
    var shards: [ShardHead]
}

/// Where one shard's chain stands.
struct ShardHead: Equatable {
    /// The version that changed the shard last.
    var version: PoolVersion
    /// Absorptions in the chain.
    var chainIndex: UInt64
    /// The newest K rows per layer, if they are a blob already.
    var tail: BlobDigest?
    /// Whether the tail is a blob of its own and not just the last delta.
    var tailOwned: Bool
}

/// A record about to be appended: its place, its bytes and its hash.
struct Link {
    let record: LogRecord
    let bytes: [UInt8]
    let hash: RecordHash

    init(_ event: LogEvent, behind chain: PoolChain, by actor: String, at time: Timestamp) {
        record = LogRecord(position: chain.position.next, pool: chain.uid, time: time, actor: actor, event: event)
        bytes = record.encoded
        hash = RecordHash(of: bytes, after: chain.hash)
    }
}

extension PoolChain {
    /// What a model reads now.
    var readHash: StateHash { state.stateHash(under: stack) }

    /// The chain with a record behind its end.
    mutating func append(_ link: Link) {
        position = link.record.position
        hash = link.hash
    }
}
