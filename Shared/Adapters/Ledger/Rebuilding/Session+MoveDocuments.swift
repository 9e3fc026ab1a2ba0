import MemoryTypes
import PostgreSQL

extension Session {
    /// Makes the documents of one pool those of another that has read them, and lets the other read what still waits.
    func moveDocuments(from old: PoolID, to new: PoolChain) throws(LedgerError) -> RebuildStep {
        let both = [old.sql, new.pool.sql]
        let gone = try endRereading(of: old)
        let begun = try beginAnew(both)
        try query(Self.moveWaiting, both)
        try query(Self.moveRead, both)
        try query(
            """
            UPDATE documents SET pool = $2, first_version = NULL, last_version = NULL, last_chain_index = NULL
            WHERE pool = $1 AND (final_state IN (7, 8) OR final_state IS NULL)
            """, both)
        let jobs = try rows(Self.selectMoved, [new.pool.sql]) { row throws(LedgerError) in
            JobRow(
                job: try row.ordinal(0), pool: new.pool, model: new.model, shard: try row.uint32(1),
                state: JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(2))) ?? .queued,
                attempts: try row.uint32(3), deaths: 0, deathsAlone: 0, created: try row.time(4), firstFailed: nil,
                notBefore: nil)
        }
        return .exchanged(gone: gone + begun + jobs.map(\.job), jobs: jobs)
    }

    /// Ends the jobs that would have the old pool read again what the new one has read by now.
    private func endRereading(of old: PoolID) throws(LedgerError) -> [JobID] {
        try rows("DELETE FROM jobs WHERE pool = $1 AND reason <> 1 AND document IS NOT NULL RETURNING id", [old.sql]) {
            row throws(LedgerError) in try row.ordinal(0)
        }
    }

    /// A document of which the old pool has read some pieces begins anew, as another job: a job's pieces are absorbed
    /// once.
    private func beginAnew(_ both: [SQLValue]) throws(LedgerError) -> [JobID] {
        try rows(
            """
            WITH begun AS (DELETE FROM jobs WHERE pool = $1 AND piece > 0 RETURNING *),
            again AS (
                INSERT INTO jobs (id, pool, shard, document, created_at)
                SELECT nextval('job_numbers'), $2, shard, document, created_at FROM begun ORDER BY id
                RETURNING id, document
            ), documents AS (
                UPDATE documents d SET job = a.id, pieces_done = 0 FROM again a WHERE d.id = a.document
            )
            INSERT INTO finished_jobs (id, pool, shard, document, reason, state, piece, cut, attempts, worker,
                                       error_code, error, created_at, finished_at)
            SELECT id, pool, shard, document, reason, 8, piece, cut, attempts, worker, 0, '', created_at, now()
            FROM begun RETURNING id
            """, both
        ) { row throws(LedgerError) in try row.ordinal(0) }
    }

    /// A dead letter stays one. Edits stay with the pool they are of: they were made for its model.
    private static let moveWaiting = """
        UPDATE jobs SET pool = $2, state = CASE WHEN state = 7 THEN 7 ELSE 1 END, cut = NULL, attempts = 0, deaths = 0,
               deaths_alone = 0, first_failed_at = NULL, not_before = NULL, worker = ''
        WHERE pool = $1 AND document IS NOT NULL
        """

    /// A document that was dropped from the dead letters of the rebuild was never read: it stays with the old pool.
    private static let moveRead = """
        UPDATE documents d SET pool = $2, shard = v.shard, pieces = v.pieces, pieces_done = v.pieces,
               first_version = v.first, last_version = v.last, last_chain_index = v.chain
        FROM (SELECT document, min(shard) AS shard, count(DISTINCT piece) AS pieces, min(version) AS first,
                     max(version) AS last, max(chain_index) AS chain
              FROM versions WHERE pool = $2 AND document IS NOT NULL GROUP BY document) v
        WHERE d.pool = $1 AND d.id = v.document AND d.final_state = 3
        """

    private static let selectMoved = """
        SELECT id, shard, state, attempts, created_at FROM jobs WHERE pool = $1 AND document IS NOT NULL ORDER BY id
        """
}
