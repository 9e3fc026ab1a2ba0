public import MemoryTypes

/// A delta on its way into a pool.
public struct UpdateCommit: Sendable {
    public let pool: PoolID
    public let job: JobID
    public let token: FencingToken
    public let piece: UInt32
    /// How the worker cut the document; needed with the first piece.
    public let cut: DocumentCut?
    /// The version the shard stood at when the delta was computed.
    public let base: PoolVersion
    /// m, rows per layer.
    public let rows: UInt32
    public let digest: BlobDigest
    /// f32 little-endian [L, m, d]; empty if it was handed over before.
    public let delta: [UInt8]
    public let computeMicroseconds: UInt64
    public let worker: String

    public init(
        pool: PoolID, job: JobID, token: FencingToken, piece: UInt32, cut: DocumentCut?, base: PoolVersion,
        rows: UInt32, digest: BlobDigest, delta: [UInt8], computeMicroseconds: UInt64, worker: String
    ) {
        self.pool = pool
        self.job = job
        self.token = token
        self.piece = piece
        self.cut = cut
        self.base = base
        self.rows = rows
        self.digest = digest
        self.delta = delta
        self.computeMicroseconds = computeMicroseconds
        self.worker = worker
    }
}

/// A version that an update made.
public struct CommittedVersion: Sendable, Equatable {
    public let pool: PoolID
    public let uid: PoolUID
    public let shard: UInt32
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let document: DocumentID
    public let delta: BlobDigest
    public let rows: UInt32
    public let forgotten: ForgottenSlots
    public let pieces: UInt32
    /// False if the piece had been committed before: nothing was written.
    public let first: Bool
    /// Whether it was the last piece of its document.
    public let jobDone: Bool
    /// Whether the folded pool should be written down now.
    public let checkpointDue: Bool
}
