import LatentMemory
public import MemoryTypes
import PostgreSQL

/// What a store knows of a job that is not finished.
public struct JobRow: Sendable, Equatable {
    public let job: JobID
    public let pool: PoolID
    public let model: ModelDigest
    public let shard: UInt32
    public let state: JobState
    public let attempts: UInt32
    public let deaths: UInt32
    public let deathsAlone: UInt32
    public let created: Timestamp
    public let firstFailed: Timestamp?
    public let notBefore: Timestamp?

    package init(
        job: JobID, pool: PoolID, model: ModelDigest, shard: UInt32, state: JobState, attempts: UInt32, deaths: UInt32,
        deathsAlone: UInt32, created: Timestamp, firstFailed: Timestamp?, notBefore: Timestamp?
    ) {
        self.job = job
        self.pool = pool
        self.model = model
        self.shard = shard
        self.state = state
        self.attempts = attempts
        self.deaths = deaths
        self.deathsAlone = deathsAlone
        self.created = created
        self.firstFailed = firstFailed
        self.notBefore = notBefore
    }
}

/// All that a worker needs to make one delta.
public struct ClaimedWork: Sendable {
    public let job: JobID
    public let attempt: UInt32
    public let pool: PoolID
    public let model: ModelDigest
    public let shape: PoolShape
    public let shard: UInt32
    public let document: DocumentID
    public let text: String
    public let cut: DocumentCut?
    public let piece: UInt32
    public let base: PoolVersion
    /// The newest K rows per layer; nil for a shard that has none.
    public let tail: BlobDigest?
    public let isInitialised: Bool
}

extension Session {
    /// Every job that is not finished, in the order of arrival.
    public func pendingJobs() throws(LedgerError) -> [JobRow] {
        try rows(
            """
            SELECT j.id, j.pool, p.model, j.shard, j.state, j.attempts, j.deaths, j.deaths_alone, j.created_at,
                   j.first_failed_at, j.not_before
            FROM jobs j JOIN pools p ON p.id = j.pool ORDER BY j.id
            """
        ) { row throws(LedgerError) in
            JobRow(
                job: try row.ordinal(0), pool: try row.ordinal(1), model: try row.digest(2), shard: try row.uint32(3),
                state: JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(4))) ?? .queued,
                attempts: try row.uint32(5), deaths: try row.uint32(6), deathsAlone: try row.uint32(7),
                created: try row.time(8), firstFailed: try row.optionalTime(9), notBefore: try row.optionalTime(10))
        }
    }

    static let claimJob = """
        UPDATE jobs SET state = 2, token = $2, attempts = attempts + 1, worker = $3, not_before = NULL
        WHERE id = $1 AND token < $2
        RETURNING attempts
        """
    private static let selectWork = """
        SELECT j.pool, p.model, p.shape, j.shard, d.document, d.body, j.cut, j.piece, s.head_version, s.tail
        FROM jobs j JOIN pools p ON p.id = j.pool JOIN documents d ON d.id = j.document
             JOIN shards s ON s.pool = j.pool AND s.shard = j.shard
        WHERE j.id = $1
        """

    /// Writes down that a worker has a job, and reads all it needs.
    ///
    /// The session runs this with `synchronous_commit` off: a crash may forget the claim, and then the lease's token
    /// decides.
    /// - Returns: nil if the job is not there any more.
    /// - Throws: `textPurged` if its text was erased.
    public func claim(_ job: JobID, _ token: FencingToken, by worker: String) throws(LedgerError) -> ClaimedWork? {
        let answers = try pipeline([
            Query(Self.claimJob, [job.sql, token.sql, .text(worker)]), Query(Self.selectWork, [job.sql]),
        ])
        guard answers[0].count == 1, answers[1].count == 1 else { return nil }
        return try work(job, attempt: try Row(answers[0], 0).uint32(0), Row(answers[1], 0))
    }

    /// What is needed for the next piece of a job that a worker has already.
    public func nextPiece(of job: JobID, attempt: UInt32) throws(LedgerError) -> ClaimedWork? {
        let rows = try query(Self.selectWork, [job.sql])
        return rows.isEmpty ? nil : try work(job, attempt: attempt, Row(rows, 0))
    }

    private func work(_ job: JobID, attempt: UInt32, _ row: Row) throws(LedgerError) -> ClaimedWork {
        guard !row.isNull(5) else { throw .textPurged }
        let pool: PoolID = try row.ordinal(0)
        let shape: PoolShape = try row.value(2)
        let shard = try row.uint32(3)
        var tail: BlobDigest? = try row.optionalDigest(9)
        if tail == nil { tail = try makeTail(of: pool, shard: Int(shard)) }
        return ClaimedWork(
            job: job, attempt: attempt, pool: pool, model: try row.digest(1), shape: shape, shard: shard,
            document: try row.document(4), text: String(decoding: try row.bytes(5), as: UTF8.self),
            cut: row.isNull(6) ? nil : try row.value(6), piece: try row.uint32(7), base: try row.ordinal(8),
            tail: tail, isInitialised: tail != nil)
    }

    /// Gathers the newest K rows per layer of a shard into a blob, where they are not simply the last delta: after a
    /// first fill, a fork or a restore. Nil for a shard that is empty.
    private func makeTail(of pool: PoolID, shard: Int) throws(LedgerError) -> BlobDigest? {
        let head = try loadHead(of: pool)
        let standing = try standing(of: pool, at: head.version)
        guard standing.state.isInitialised(shard: shard) else { return nil }
        let rows = (0..<head.shape.layers).map { standing.state.tail(shard: shard, layer: $0) }
        let bytes = try gather(rows, of: pool, state: standing.state)
        let digest = BlobDigest(of: bytes)
        try transaction { () throws(LedgerError) in
            let taken = try query(
                """
                UPDATE shards SET tail = $3, tail_owned = true
                WHERE pool = $1 AND shard = $2 AND tail IS NULL AND head_version <= $4
                """, [pool.sql, .number(shard), digest.sql, head.version.sql])
            if taken.touched == 1 { _ = try pipeline(keeping(bytes, as: digest)) }
        }
        return digest
    }
}
