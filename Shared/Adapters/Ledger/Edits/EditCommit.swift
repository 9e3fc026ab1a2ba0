public import MemoryTypes
public import Wire

/// What a job of an edit has computed, on its way into a pool.
public struct EditCommit: Sendable {
    public let pool: PoolID
    public let job: JobID
    public let token: FencingToken
    /// Digest of the stack it was computed on.
    public let stack: BlobDigest
    public let results: [EditResult]
    public let measures: EditMeasures
    public let worker: String

    public init(
        pool: PoolID, job: JobID, token: FencingToken, stack: BlobDigest, results: [EditResult],
        measures: EditMeasures, worker: String
    ) {
        self.pool = pool
        self.job = job
        self.token = token
        self.stack = stack
        self.results = results
        self.measures = measures
        self.worker = worker
    }
}

/// What became of an edit.
public struct CommittedEdit: Sendable, Equatable {
    public let pool: PoolID
    public let uid: PoolUID
    public let edit: EditID
    public let state: EditState
    /// The newest version, and its record.
    public let version: PoolVersion
    public let position: LogPosition
    public let stateHash: StateHash
    public let stack: [StackedEdit]
    /// The records that were written; none if nothing was.
    public let kinds: [LogRecordKind]
    /// False if it had been committed before.
    public let first: Bool
    /// Whether a checkpoint is due at one of the versions.
    public let checkpointDue: Bool
}
