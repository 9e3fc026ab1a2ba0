import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

/// What a job is about.
public enum JobSubject: Sendable, Equatable {
    case document(DocumentID)
    case edit(EditID, PoolID)
}

extension Session {
    private static let selectJobs = """
        SELECT a.id, p.name, coalesce(d.document, e.edit), a.shard, a.state, a.piece, a.cut, a.attempts, a.error_code,
               a.error, a.worker, a.created_at, a.not_before
        FROM (SELECT id, pool, shard, document, edit, state, piece, cut, attempts, error_code, error, worker,
                     created_at, not_before FROM jobs
              UNION ALL
              SELECT id, pool, shard, document, edit, state, piece, cut, attempts, error_code, error, worker,
                     created_at, NULL FROM finished_jobs) a
             JOIN pools p ON p.id = a.pool JOIN tenants t ON t.id = p.tenant
             LEFT JOIN documents d ON d.id = a.document LEFT JOIN edits e ON e.id = a.edit
        """

    /// Where a tenant's job stands.
    public func job(_ job: JobID, tenant: TenantName) throws(LedgerError) -> JobDescription {
        let found = try row(
            Self.selectJobs + " WHERE t.name = $1 AND a.id = $2", [.text(tenant.text), job.sql],
            Self.makeJob)
        guard let found else { throw .unknownJob }
        return found
    }

    /// A tenant's jobs in the order of arrival.
    public func jobs(_ asked: ListJobs, tenant: TenantName) throws(LedgerError) -> JobPage {
        let found = try rows(
            Self.selectJobs + """
                 WHERE t.name = $1 AND ($2::text IS NULL OR p.name = $2) AND ($3::bigint IS NULL OR a.state = $3)
                   AND a.id > $4 ORDER BY a.id LIMIT $5
                """,
            [
                .text(tenant.text), .optional(asked.pool?.text),
                .optional(asked.state.map { Int64($0.rawValue) }), .number(asked.after?.value ?? 0),
                .number(asked.limit + 1),
            ], Self.makeJob)
        let page = Array(found.prefix(asked.limit))
        return JobPage(jobs: page, next: found.count > asked.limit ? page.last?.job : nil)
    }

    private static func makeJob(_ row: Row) throws(LedgerError) -> JobDescription {
        let cut: DocumentCut? = row.isNull(6) ? nil : try row.value(6)
        return JobDescription(
            job: try row.ordinal(0), pool: try row.name(1), document: try row.document(2), shard: try row.uint32(3),
            state: JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(4))) ?? .queued,
            piece: try row.uint32(5), pieces: UInt32(cut?.pieces ?? 0), attempts: try row.uint32(7),
            errorCode: UInt16(truncatingIfNeeded: try row.integer(8)), error: try row.text(9), worker: try row.text(10),
            created: try row.time(11), notBefore: try row.optionalTime(12))
    }

    /// How many of a tenant's jobs are in each state that is not final, and when the oldest of those that wait came.
    public func queue(of tenant: TenantName) throws(LedgerError) -> (counts: [StateCount], oldest: Timestamp?) {
        let found = try rows(
            """
            SELECT j.state, count(*), min(j.created_at) FROM jobs j JOIN pools p ON p.id = j.pool
                   JOIN tenants t ON t.id = p.tenant WHERE t.name = $1 GROUP BY j.state ORDER BY j.state
            """, [.text(tenant.text)]
        ) { row throws(LedgerError) in
            (
                state: JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(0))) ?? .queued,
                count: try row.unsigned(1), oldest: try row.time(2)
            )
        }
        return (
            found.map { StateCount(state: $0.state, count: $0.count) },
            found.filter { $0.state != .dead }.map(\.oldest).min()
        )
    }

    /// Pools, documents and records of a tenant.
    public func totals(of tenant: TenantName) throws(LedgerError) -> (pools: UInt64, documents: UInt64, records: UInt64)
    {
        try row(
            """
            SELECT count(*), coalesce(sum(head_position + 1), 0)::bigint,
                   (SELECT count(*) FROM documents d JOIN tenants t ON t.id = d.tenant WHERE t.name = $1)
            FROM pools p JOIN tenants t ON t.id = p.tenant WHERE t.name = $1
            """, [.text(tenant.text)]
        ) { row throws(LedgerError) in
            (pools: try row.unsigned(0), documents: try row.unsigned(2), records: try row.unsigned(1))
        } ?? (0, 0, 0)
    }
}

extension Session {
    /// The mean time that computing the pool's newest pieces took, in microseconds; nil if it has none.
    public func pieceMicroseconds(of pool: PoolID) throws(LedgerError) -> Double? {
        let found = try row(
            """
            SELECT coalesce(sum(compute_microseconds), 0)::bigint, count(*)
            FROM (SELECT compute_microseconds FROM versions WHERE pool = $1 AND delta IS NOT NULL
                  ORDER BY version DESC LIMIT 64) newest
            """, [pool.sql]
        ) { row throws(LedgerError) in (sum: try row.integer(0), count: try row.integer(1)) }
        guard let found, found.count > 0 else { return nil }
        return Double(found.sum) / Double(found.count)
    }

    /// The pool of a job, finished or not.
    public func pool(of job: JobID) throws(LedgerError) -> PoolID {
        let found = try row(
            "SELECT pool FROM jobs WHERE id = $1 UNION ALL SELECT pool FROM finished_jobs WHERE id = $1", [job.sql]
        ) { row throws(LedgerError) in try row.ordinal(0) as PoolID }
        guard let found else { throw .unknownJob }
        return found
    }

    /// The document or the edit of a job that is not finished.
    public func subject(of job: JobID) throws(LedgerError) -> JobSubject? {
        try row(
            """
            SELECT d.document, e.edit, j.pool FROM jobs j LEFT JOIN documents d ON d.id = j.document
                   LEFT JOIN edits e ON e.id = j.edit WHERE j.id = $1
            """, [job.sql]
        ) { row throws(LedgerError) in
            try row.optionalDocument(0).map { .document($0) } ?? .edit(try row.identifier(1), try row.ordinal(2))
        }
    }
}
