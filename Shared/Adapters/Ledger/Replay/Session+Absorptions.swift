public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    /// What is needed to compute a pool's deltas again, in the order of the log.
    public func absorptions(of pool: PoolID, from position: LogPosition, limit: Int) throws(LedgerError)
        -> AbsorptionPage
    {
        let found = try rows(
            """
            SELECT v.position, v.version, v.shard, v.base_version, v.chain_index, d.document, v.job, v.piece,
                   coalesce(j.cut, f.cut), v.delta, v.rows, v.tail, v.forgotten
            FROM versions v JOIN documents d ON d.id = v.document LEFT JOIN jobs j ON j.id = v.job
                 LEFT JOIN finished_jobs f ON f.id = v.job
            WHERE v.pool = $1 AND v.position >= $2 AND v.delta IS NOT NULL AND v.delta_kept
            ORDER BY v.position LIMIT $3
            """, [pool.sql, position.sql, .number(limit + 1)]
        ) { row throws(LedgerError) in
            Absorption(
                position: try row.ordinal(0), version: try row.ordinal(1), shard: try row.uint32(2),
                baseVersion: try row.ordinal(3), chainIndex: try row.unsigned(4), document: try row.document(5),
                job: try row.ordinal(6), piece: try row.uint32(7), cut: try row.value(8), delta: try row.digest(9),
                rows: try row.uint32(10), tail: try row.optionalDigest(11), forgotten: try row.value(12))
        }
        return AbsorptionPage(
            absorptions: Array(found.prefix(limit)), next: found.count > limit ? found[limit].position : nil)
    }

    /// Whether the log of one of the tenant's pools names a blob.
    public func names(_ digest: BlobDigest, in pool: PoolID) throws(LedgerError) -> Bool {
        try row(
            """
            SELECT EXISTS (SELECT FROM versions WHERE pool = $1 AND (delta = $2 OR tail = $2))
                OR EXISTS (SELECT FROM checkpoints WHERE pool = $1 AND content = $2)
                OR EXISTS (SELECT FROM checkpoint_sources WHERE pool = $1 AND digest = $2)
                OR EXISTS (SELECT FROM edit_entries WHERE pool = $1 AND (artifact = $2 OR request = $2))
            """, [pool.sql, digest.sql]
        ) { row throws(LedgerError) in try row.boolean(0) } ?? false
    }
}
