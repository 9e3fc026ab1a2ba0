public import MemoryTypes
import PostgreSQL

/// What retention dropped, or would drop.
public struct RetentionOutcome: Sendable, Equatable {
    public let oldest: PoolVersion
    public let checkpoints: UInt64
    public let blobs: UInt64
    public let bytes: UInt64
}

extension Session {
    /// Drops deltas older than the oldest of the newest `keep` checkpoints that hold the folded pool. Records and
    /// digests stay. Nothing is dropped while there is no such checkpoint.
    public func retain(
        _ pool: PoolID, checkpoints keep: Int, every: UInt32?, estimateOnly: Bool
    ) throws(LedgerError) -> RetentionOutcome {
        try changing(pool) { chain throws(LedgerError) in
            if let every, !estimateOnly { try setInterval(every, of: &chain) }
            let kept = try rows(
                """
                SELECT version FROM checkpoints WHERE pool = $1 AND content IS NOT NULL ORDER BY version DESC LIMIT $2
                """, [pool.sql, .number(keep)]
            ) { row throws(LedgerError) in try row.ordinal(0) as PoolVersion }
            guard let oldest = kept.last, kept.count == keep else {
                return RetentionOutcome(
                    oldest: try oldestVersion(of: pool), checkpoints: UInt64(kept.count), blobs: 0, bytes: 0)
            }
            let dropped = estimateOnly ? try estimate(pool, before: oldest) : try drop(pool, before: oldest)
            return RetentionOutcome(
                oldest: oldest, checkpoints: UInt64(keep), blobs: dropped.blobs, bytes: dropped.bytes)
        }
    }

    private func setInterval(_ every: UInt32, of chain: inout PoolChain) throws(LedgerError) {
        guard every > 0 else { throw .shapeInvalid("a checkpoint every 0 versions") }
        try query("UPDATE pools SET checkpoint_every = $2 WHERE id = $1", [chain.pool.sql, .number(every)])
        chain.checkpointEvery = UInt64(every)
    }

    private func estimate(
        _ pool: PoolID, before oldest: PoolVersion
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        try row(
            """
            SELECT count(*), coalesce(sum(b.size), 0)::bigint FROM versions v JOIN blobs b ON b.digest = v.delta
            WHERE v.pool = $1 AND v.version <= $2 AND v.delta_kept AND b.uses = 1
            """, [pool.sql, oldest.sql]
        ) { row throws(LedgerError) in
            (blobs: try row.unsigned(0), bytes: try row.unsigned(1))
        } ?? (0, 0)
    }

    private func drop(
        _ pool: PoolID, before oldest: PoolVersion
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        let deltas = try dropDeltas(of: pool, in: PoolVersion(0)...oldest, shard: nil)
        let checkpoints = try dropCheckpoints(of: pool, in: 0..<oldest.value)
        let edits = try dropEdits(of: pool, before: oldest)
        let all = [deltas, checkpoints, edits]
        return (all.reduce(0) { $0 + $1.blobs }, all.reduce(0) { $0 + $1.bytes })
    }

    /// Lets go of the deltas and tails of versions; their rows and digests stay.
    func dropDeltas(
        of pool: PoolID, in versions: ClosedRange<PoolVersion>, shard: Int?
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        let which: [SQLValue] = [
            pool.sql, versions.lowerBound.sql, versions.upperBound.sql, .optional(shard.map { Int64($0) }),
        ]
        let matching = "pool = $1 AND version BETWEEN $2 AND $3 AND shard = coalesce($4::integer, shard)"
        let deltas = try rows(
            """
            UPDATE versions SET delta_kept = false WHERE \(matching) AND delta IS NOT NULL AND delta_kept
            RETURNING delta
            """, which
        ) { row throws(LedgerError) in try row.digest(0) as BlobDigest }
        let tails = try rows(
            """
            WITH old AS (SELECT pool, version, tail FROM versions WHERE \(matching) AND tail_owned FOR UPDATE)
            UPDATE versions v SET tail_owned = false FROM old WHERE v.pool = old.pool AND v.version = old.version
            RETURNING old.tail
            """, which
        ) { row throws(LedgerError) in try row.digest(0) as BlobDigest }
        return try release(deltas + tails)
    }

    func dropCheckpoints(
        of pool: PoolID, in versions: Range<UInt64>
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        let bounds: [SQLValue] = [pool.sql, .number(versions.lowerBound), .number(versions.upperBound)]
        let sources = try rows(
            """
            DELETE FROM checkpoint_sources WHERE pool = $1 AND version >= $2 AND version < $3 RETURNING digest
            """, bounds
        ) { row throws(LedgerError) in try row.digest(0) as BlobDigest }
        let contents = try rows(
            """
            DELETE FROM checkpoints WHERE pool = $1 AND version >= $2 AND version < $3 RETURNING content
            """, bounds
        ) { row throws(LedgerError) in try row.optionalDigest(0) as BlobDigest? }
        return try release(sources + contents.compactMap { $0 })
    }
}
