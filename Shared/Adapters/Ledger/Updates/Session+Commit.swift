import Bytes
import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// Makes a delta the next version of its pool: version, log record, blob, shard and job change in one transaction.
    ///
    /// It is guarded by the lease's token, which no newer lease may have overtaken, and by the head of the shard. The
    /// record names who has the document read; `deed` is the worker's.
    /// - Returns: the version. The same piece a second time returns the version of the first time and writes nothing.
    /// - Throws: `leaseLost`, `staleBase`, `wrongPiece`, `cutMismatch`, `deltaInvalid`, `unknownBlob`, `fenced`.
    public func commit(_ update: UpdateCommit, _ deed: Deed) throws(LedgerError) -> CommittedVersion {
        if let done = try committed(update) { return done }
        try check(update, for: try chain(of: update.pool).shape)
        return try changing(update.pool) { chain throws(LedgerError) in
            let job = try lockJob(update)
            let cut = try agreedCut(update, job)
            guard job.shard < chain.shards.count else { throw .corrupt("job \(update.job) in shard \(job.shard)") }
            let head = try withGatheredTail(chain.shards[job.shard], of: update.pool, shard: job.shard)
            guard head.version == update.base else { throw .staleBase(asked: update.base, current: head.version) }
            return try write(update, job, cut, head, in: &chain, deed)
        }
    }

    /// The head with its tail, where that was gathered for a claim after the chain had been read.
    private func withGatheredTail(_ head: ShardHead, of pool: PoolID, shard: Int) throws(LedgerError) -> ShardHead {
        guard head.tail == nil else { return head }
        let found = try row(
            "SELECT tail, tail_owned FROM shards WHERE pool = $1 AND shard = $2", [pool.sql, .number(shard)]
        ) { row throws(LedgerError) in
            ShardHead(
                version: head.version, chainIndex: head.chainIndex, tail: try row.optionalDigest(0),
                tailOwned: try row.boolean(1))
        }
        return found ?? head
    }

    /// The size, the digest and the numbers of a delta.
    private func check(_ update: UpdateCommit, for shape: PoolShape) throws(LedgerError) {
        let size = shape.layers * Int(update.rows) * shape.width * 4
        guard update.rows >= 1, Int(update.rows) <= shape.updateTokens else {
            throw .deltaInvalid("\(update.rows) rows, at most \(shape.updateTokens)")
        }
        guard update.delta.isEmpty else {
            guard update.delta.count == size else { throw .deltaInvalid("\(update.delta.count) bytes, wanted \(size)") }
            guard BlobDigest(of: update.delta) == update.digest else { throw .digestMismatch(update.digest) }
            guard update.delta.holdsFiniteFloats else { throw .deltaInvalid("a number that is not finite") }
            return
        }
        guard let there = try progress(of: update.digest), there.isComplete else { throw .unknownBlob(update.digest) }
        guard there.size == size else { throw .deltaInvalid("\(there.size) bytes, wanted \(size)") }
    }

    private struct LockedJob {
        let shard: Int
        let document: Int64
        let identifier: DocumentID
        let body: BlobDigest
        let cut: DocumentCut?
        /// Who has the document read; empty if that was not written down.
        let actor: String
    }

    private func lockJob(_ update: UpdateCommit) throws(LedgerError) -> LockedJob {
        let found = try row(
            """
            SELECT j.token, j.piece, j.state, j.shard, j.document, d.document, d.body_digest, j.cut,
                   CASE WHEN j.actor = '' THEN d.actor ELSE j.actor END
            FROM jobs j JOIN documents d ON d.id = j.document WHERE j.id = $1 AND j.pool = $2 FOR UPDATE OF j
            """, [update.job.sql, update.pool.sql]
        ) { row throws(LedgerError) in
            let job = LockedJob(
                shard: try row.int(3), document: try row.integer(4), identifier: try row.document(5),
                body: try row.digest(6), cut: row.isNull(7) ? nil : try row.value(7), actor: try row.text(8))
            return (token: try row.unsigned(0), piece: try row.uint32(1), state: try row.integer(2), job: job)
        }
        guard let found else { throw .leaseLost }
        try requireLease(update.token, token: found.token, state: found.state)
        guard found.piece == update.piece else { throw .wrongPiece(asked: update.piece, next: found.piece) }
        return found.job
    }

    /// A claim is not written durably, so after a crash the row may know an older token; never a newer one.
    func requireLease(_ held: FencingToken, token: UInt64, state: Int64) throws(LedgerError) {
        guard token <= held.value, state != Int64(JobState.dead.rawValue) else { throw .leaseLost }
    }

    private func agreedCut(_ update: UpdateCommit, _ job: LockedJob) throws(LedgerError) -> DocumentCut {
        guard let cut = job.cut ?? update.cut else { throw .cutMismatch }
        if let other = update.cut, other != cut { throw .cutMismatch }
        guard update.piece < cut.pieces else { throw .wrongPiece(asked: update.piece, next: UInt32(cut.pieces)) }
        return cut
    }

    // MARK: - Writing

    private func write(
        _ update: UpdateCommit, _ job: LockedJob, _ cut: DocumentCut, _ head: ShardHead,
        in chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) -> CommittedVersion {
        let shape = chain.shape
        let wasFull = chain.state.isInitialised(shard: job.shard)
        let forgotten =
            wasFull
            ? ForgottenSlots(
                lists: Forgetting(seed: chain.seed).slots(
                    shape: shape, shard: job.shard, chainIndex: head.chainIndex, rows: Int(update.rows)))
            : .none
        try chain.state.absorb(update.digest, rows: Int(update.rows), shard: job.shard, forgotten: forgotten)
        let version = chain.version.next
        let hash = chain.readHash
        let event = AbsorptionEvent(
            version: version, shard: UInt32(job.shard), base: update.base, chainIndex: head.chainIndex,
            document: job.identifier, body: job.body, job: update.job, piece: update.piece,
            cut: BlobDigest(of: cut.encoded), delta: update.digest, rows: update.rows, tail: head.tail,
            forgotten: BlobDigest(of: forgotten.encoded), state: hash)
        let actor = job.actor.isEmpty ? deed.actor : job.actor
        let link = Link(.absorb(event), behind: chain, by: actor, at: deed.time)
        chain.append(link)
        chain.version = version
        chain.stateHash = hash
        // The newest rows are just this delta, unless it had to be repeated to fill the shard.
        chain.shards[job.shard] = ShardHead(
            version: version, chainIndex: head.chainIndex + 1, tail: wasFull ? update.digest : nil, tailOwned: false)
        let done = Int(update.piece) + 1 == cut.pieces
        try pipelineThrough(
            blobStatements(update) + versionStatements(update, event, forgotten, job, head, link, chain, deed)
                + jobStatements(update, cut, job, head, version, done: done, deed))
        return CommittedVersion(
            pool: chain.pool, uid: chain.uid, shard: event.shard, version: version, position: chain.position,
            stateHash: hash, document: job.identifier, delta: update.digest, rows: update.rows, forgotten: forgotten,
            pieces: UInt32(cut.pieces), first: true, jobDone: done,
            checkpointDue: version.value.isMultiple(of: chain.checkpointEvery))
    }

    private func pipelineThrough(_ queries: [Query]) throws(LedgerError) { _ = try pipeline(queries) }

    private func blobStatements(_ update: UpdateCommit) -> [Query] {
        update.delta.isEmpty ? [Query(Self.useBlob, [update.digest.sql])] : keeping(update.delta, as: update.digest)
    }

    private static let insertVersion = """
        INSERT INTO versions (pool, version, position, kind, shard, base_version, chain_index, document, job, piece,
                              delta, rows, tail, tail_owned, forgotten, state_hash, compute_microseconds, committed_at)
        VALUES ($1, $2, $3, 2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """
    private static let advanceShard = """
        UPDATE shards SET head_version = $3, chain_index = $4, tail = $5, tail_owned = false, filled = true
        WHERE pool = $1 AND shard = $2
        """
    static let advancePool = """
        UPDATE pools SET head_version = $2, head_position = $3, head_hash = $4, head_state = $5 WHERE id = $1
        """
    private static let advanceAbsorbed = """
        UPDATE pools SET head_version = $2, head_position = $3, head_hash = $4, head_state = $5,
               absorptions = absorptions + 1 WHERE id = $1
        """

    private func versionStatements(
        _ update: UpdateCommit, _ event: AbsorptionEvent, _ forgotten: ForgottenSlots, _ job: LockedJob,
        _ head: ShardHead, _ link: Link, _ chain: PoolChain, _ deed: Deed
    ) -> [Query] {
        [
            Query(
                Self.insertVersion,
                [
                    chain.pool.sql, chain.version.sql, chain.position.sql, .number(event.shard), event.base.sql,
                    .number(event.chainIndex), .integer(job.document), update.job.sql, .number(update.piece),
                    update.digest.sql, .number(update.rows), head.tail.sql, .boolean(head.tailOwned),
                    .bytes(forgotten.encoded), event.state.sql, .number(update.computeMicroseconds), deed.time.sql,
                ]),
            Query(
                Self.insertRecord,
                [
                    chain.pool.sql, chain.position.sql, .number(LogRecordKind.absorb.rawValue), .bytes(link.bytes),
                    link.hash.sql, chain.version.sql, .null,
                ]),
            Query(
                Self.advanceShard,
                [
                    chain.pool.sql, .number(event.shard), chain.version.sql, .number(head.chainIndex + 1),
                    chain.shards[job.shard].tail.sql,
                ]),
            Query(
                Self.advanceAbsorbed,
                [
                    chain.pool.sql, chain.version.sql, chain.position.sql, chain.hash.sql, chain.stateHash.sql,
                ]),
        ]
    }

    private static let advanceJob = """
        UPDATE jobs SET piece = $2, cut = coalesce(cut, $3), token = $4, worker = $5, state = 2, first_failed_at = NULL
        WHERE id = $1
        """
    static let finishJob = """
        WITH gone AS (DELETE FROM jobs WHERE id = $1 RETURNING *)
        INSERT INTO finished_jobs (id, pool, shard, document, edit, task, reason, state, piece, cut, attempts, worker,
                                   error_code, error, created_at, finished_at)
        SELECT id, pool, shard, document, edit, task, reason, $2, coalesce($3, piece), coalesce(cut, $4), attempts, $5,
               error_code, error, created_at, $6 FROM gone
        """
    private static let advanceDocument = """
        UPDATE documents SET pieces = $2, pieces_done = greatest(pieces_done, $3), last_version = $4,
               last_chain_index = $5,
               first_version = coalesce(first_version, $4),
               absorbed_at = CASE WHEN $6 THEN $7 ELSE absorbed_at END,
               final_state = CASE WHEN $6 THEN 3 ELSE final_state END
        WHERE id = $1 AND pool = $8
        """

    private func jobStatements(
        _ update: UpdateCommit, _ cut: DocumentCut, _ job: LockedJob, _ head: ShardHead, _ version: PoolVersion,
        done: Bool, _ deed: Deed
    ) -> [Query] {
        let next = SQLValue.number(update.piece + 1)
        let progress =
            done
            ? Query(
                Self.finishJob,
                [
                    update.job.sql, .number(JobState.done.rawValue), next, .bytes(cut.encoded),
                    .text(update.worker), deed.time.sql,
                ])
            : Query(
                Self.advanceJob,
                [
                    update.job.sql, next, .bytes(cut.encoded), update.token.sql,
                    .text(update.worker),
                ])
        return [
            progress,
            Query(
                Self.advanceDocument,
                [
                    .integer(job.document), .number(cut.pieces), next, version.sql, .number(head.chainIndex),
                    .boolean(done), deed.time.sql, update.pool.sql,
                ]),
        ]
    }

    // MARK: - What was committed before

    private static let selectCommitted = """
        SELECT p.uid, v.shard, v.version, v.position, v.state_hash, d.document, v.delta, v.rows, v.forgotten,
               d.pieces, EXISTS (SELECT FROM finished_jobs f WHERE f.id = v.job)
        FROM versions v JOIN pools p ON p.id = v.pool JOIN documents d ON d.id = v.document
        WHERE v.job = $1 AND v.piece = $2 AND v.pool = $3
        """

    /// The version that a piece made before, if it did.
    public func committed(_ update: UpdateCommit) throws(LedgerError) -> CommittedVersion? {
        try row(Self.selectCommitted, [update.job.sql, .number(update.piece), update.pool.sql]) {
            row throws(LedgerError) in
            CommittedVersion(
                pool: update.pool, uid: try row.uid(0), shard: try row.uint32(1), version: try row.ordinal(2),
                position: try row.ordinal(3), stateHash: try row.digest(4), document: try row.document(5),
                delta: try row.digest(6), rows: try row.uint32(7), forgotten: try row.value(8),
                pieces: try row.uint32(9), first: false, jobDone: try row.boolean(10), checkpointDue: false)
        }
    }
}

extension [UInt8] {
    /// Whether no little-endian 32-bit float here is infinite or not a number: their exponents are all ones.
    var holdsFiniteFloats: Bool {
        var index = 2
        while index + 1 < count {
            if self[index + 1] & 0x7F == 0x7F, self[index] & 0x80 != 0 { return false }
            index += 4
        }
        return true
    }
}
