import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

/// An edit that was taken in.
public struct AcceptedEdit: Sendable, Equatable {
    public let edit: EditID
    public let job: JobID
    public let state: EditState
    /// What is to be scheduled; nil if it had been submitted before.
    public let queued: JobRow?
}

extension Session {
    /// Takes an edit in: what was asked and the job that computes it, in one transaction.
    ///
    /// - Parameter drawn: the seed, if none was asked for.
    /// - Returns: the edit; the same a second time is the first one.
    /// - Throws: `idempotencyConflict`, `artifactUnfit`, `unknownBlob`, `tenantLimit`.
    public func submit(
        _ asked: SubmitEdit, to pool: PoolID, seed drawn: UInt64, _ deed: Deed
    ) throws(LedgerError) -> AcceptedEdit {
        let head = try loadHead(of: pool)
        return try transaction { () throws(LedgerError) in
            try requireEpoch()
            if let before = try submitted(asked, in: pool) { return before }
            if let artifact = asked.draft.artifact { try requireArtifact(artifact, for: head.model) }
            try requireRoomInStack(of: pool)
            let edit = try insert(asked, in: pool, seed: asked.seed ?? drawn, deed)
            let queued = try queue(.compute, of: edit, in: head, deed)
            try query("UPDATE edits SET job = $2 WHERE id = $1", [.integer(edit), queued.job.sql])
            return AcceptedEdit(edit: asked.edit, job: queued.job, state: .queued, queued: queued)
        }
    }

    private func submitted(_ asked: SubmitEdit, in pool: PoolID) throws(LedgerError) -> AcceptedEdit? {
        let digest = try row(
            "SELECT body_digest FROM edits WHERE pool = $1 AND edit = $2 FOR UPDATE",
            [pool.sql, .bytes(asked.edit.bytes)]
        ) { row throws(LedgerError) in try row.digest(0) as BlobDigest }
        guard let digest else { return nil }
        guard digest == asked.bodyDigest else { throw .idempotencyConflict }
        let there = try editRow(asked.edit, in: pool)
        return AcceptedEdit(edit: asked.edit, job: there.job ?? JobID(0), state: there.state, queued: nil)
    }

    /// Edits in force and those that wait are together at most as many as a stack holds.
    private func requireRoomInStack(of pool: PoolID) throws(LedgerError) {
        let count = try row(
            """
            SELECT (SELECT count(*) FROM edits WHERE pool = $1 AND entry IS NOT NULL)
                 + (SELECT count(*) FROM jobs WHERE pool = $1 AND task = 1)
            """, [pool.sql]
        ) { row throws(LedgerError) in try row.int(0) }
        guard count ?? 0 < Limits.stackMax else {
            throw .tenantLimit(what: "edits in one pool", limit: UInt64(Limits.stackMax))
        }
    }

    private func insert(
        _ asked: SubmitEdit, in pool: PoolID, seed: UInt64, _ deed: Deed
    ) throws(LedgerError) -> Int64 {
        let inserted = try row(
            """
            INSERT INTO edits (pool, edit, body_digest, draft, seed, thresholds, actor, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
            """,
            [
                pool.sql, .bytes(asked.edit.bytes), asked.bodyDigest.sql, .bytes(asked.draft.encoded),
                .integer(Int64(bitPattern: seed)), .optional(asked.thresholds?.encoded), .text(deed.actor),
                deed.time.sql,
            ]
        ) { row throws(LedgerError) in try row.integer(0) }
        guard let inserted else { throw .corrupt("an edit was not inserted") }
        let subjects = Set(asked.draft.items.compactMap(\.subject)).map { sha256(Array($0.utf8)) }
        try query(
            "INSERT INTO edit_subjects (edit, subject) SELECT $1, unnest($2::bytea[])",
            [.integer(inserted), .byteStrings(subjects)])
        return inserted
    }

    /// A further job of an edit.
    func queue(
        _ task: EditTask, of edit: Int64, in head: PoolHead, items: [EditItem] = [], _ deed: Deed
    ) throws(LedgerError) -> JobRow {
        let job = try row(
            """
            INSERT INTO jobs (id, pool, shard, edit, task, items, created_at, actor)
            VALUES (nextval('job_numbers'), $1, $2, $3, $4, $5, $6, $7) RETURNING id
            """,
            [
                head.pool.sql, .integer(Int64(Int32(bitPattern: task.lane))), .integer(edit), .number(task.rawValue),
                .list(items), deed.time.sql, .text(deed.actor),
            ]
        ) { row throws(LedgerError) in try row.ordinal(0) as JobID }
        guard let job else { throw .corrupt("a job was not inserted") }
        return JobRow(
            job: job, pool: head.pool, model: head.model, shard: task.lane, state: .queued, attempts: 0, deaths: 0,
            deathsAlone: 0, created: deed.time, firstFailed: nil, notBefore: nil)
    }

    /// - Throws: `artifactUnfit` unless the artifact is whole, can be read, and was made for the model.
    func requireArtifact(_ artifact: BlobDigest, for model: ModelDigest) throws(LedgerError) {
        guard let there = try progress(of: artifact), there.isComplete else { throw .unknownBlob(artifact) }
        try requireArtifact(try read(artifact, from: 0, count: EditArtifactHeader.bytesMax), for: model)
    }

    /// - Parameter bytes: the artifact, or its beginning.
    func requireArtifact(_ bytes: [UInt8], for model: ModelDigest) throws(LedgerError) {
        let header: EditArtifactHeader
        do throws(BytesError) {
            var reader = ByteReader(bytes)
            header = try EditArtifactHeader(from: &reader)
        } catch { throw .artifactUnfit("it cannot be read: \(error)") }
        guard header.model == model else {
            throw .artifactUnfit("it was made for the model \(header.model), and the pool's is \(model)")
        }
    }
}

extension SubmitEdit {
    /// What must be the same when it is sent again: all but the pool's name, which pools exchange.
    fileprivate var bodyDigest: BlobDigest {
        var writer = ByteWriter()
        draft.write(to: &writer)
        writer.write(seed)
        writer.write(thresholds)
        return BlobDigest(of: writer.bytes)
    }
}
