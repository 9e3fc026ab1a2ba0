import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    /// Versions that are read at once.
    package static let replayBatch = 128

    /// Where a replay begins: the state there, checked against the version's row.
    package func beginReplay(_ pool: PoolID, from start: ReplayStart) throws(LedgerError) -> ReplayFold {
        let order = start == .checkpoint ? "DESC" : "ASC"
        let content = start == .checkpoint ? "AND (c.content IS NOT NULL OR c.version = 0)" : ""
        let fold = try row(
            """
            SELECT c.version, c.state, v.state_hash, c.stack FROM checkpoints c
                   JOIN versions v ON v.pool = c.pool AND v.version = c.version
            WHERE c.pool = $1 \(content) ORDER BY c.version \(order) LIMIT 1
            """, [pool.sql]
        ) { row throws(LedgerError) in
            let fold = ReplayFold(state: try row.value(1), stack: try row.stack(3), version: try row.ordinal(0))
            guard try row.digest(2) == fold.readHash else {
                throw .corrupt("the checkpoint at version \(fold.version) is not what its hash says")
            }
            return fold
        }
        guard let fold else { throw .unknownPool }
        return fold
    }

    private static let selectSteps = """
        SELECT v.version, v.kind, coalesce(v.shard, 0), v.delta, v.rows, v.forgotten, v.state_hash,
               CASE WHEN v.delta_kept THEN c.content END, b.size, k.content IS NOT NULL,
               CASE WHEN v.kind = 7 THEN k.state END, k.stack, r.content
        FROM versions v
             LEFT JOIN records r ON r.pool = v.pool AND r.position = v.position AND v.kind IN (5, 6)
             LEFT JOIN blobs b ON b.digest = v.delta
             LEFT JOIN blob_chunks c ON c.digest = v.delta AND c.start = 0
             LEFT JOIN checkpoints k ON k.pool = v.pool AND k.version = v.version
        WHERE v.pool = $1 AND v.version > $2 AND v.version <= $3 ORDER BY v.version
        """

    /// The versions behind `version`, at most `replayBatch` of them, with the bytes of their deltas.
    package func replaySteps(of pool: PoolID, after version: PoolVersion) throws(LedgerError) -> [ReplayStep] {
        let last = PoolVersion(version.value + UInt64(Self.replayBatch))
        return try rows(Self.selectSteps, [pool.sql, version.sql, last.sql]) { row throws(LedgerError) in
            let delta: BlobDigest? = try row.optionalDigest(3)
            var content = row.isNull(7) ? nil : try row.bytes(7)
            if let delta, let first = content, first.count < (try row.int(8)) { content = try readWhole(delta) }
            return ReplayStep(
                version: try row.ordinal(0),
                kind: LogRecordKind(rawValue: UInt8(truncatingIfNeeded: try row.integer(1))) ?? .absorb,
                shard: try row.int(2), delta: delta, rows: try row.int(4), forgotten: try row.value(5),
                stateHash: try row.digest(6), content: content,
                restored: row.isNull(10) ? nil : (try row.value(10), try row.stack(11)),
                change: row.isNull(12) ? nil : try row.value(12), hasCheckpoint: try row.boolean(9))
        }
    }

    /// Folds a pool again from what is stored and compares every state, and with `deep` every kept folded pool.
    ///
    /// - Note: this reads and folds in turn; `Ledger.replay` does both at once.
    public func replay(_ pool: PoolID, from start: ReplayStart, deep: Bool) throws(LedgerError) -> ReplayVerdict {
        var fold = try beginReplay(pool, from: start)
        let first = fold.version
        while fold.difference == nil {
            let steps = try replaySteps(of: pool, after: fold.version)
            guard !steps.isEmpty else { break }
            fold.fold(steps)
        }
        return try endReplay(fold, of: pool, first: first, start: start, deep: deep, microseconds: 0)
    }

    /// The verdict on a fold; with `deep` the pool's bytes are gathered and hashed.
    package func endReplay(
        _ fold: ReplayFold, of pool: PoolID, first: PoolVersion, start: ReplayStart, deep: Bool, microseconds: UInt64
    ) throws(LedgerError) -> ReplayVerdict {
        var reason = fold.difference?.reason ?? ""
        if reason.isEmpty, fold.dropped > 0 {
            reason = "\(fold.dropped) deltas were dropped: only their digests were folded"
        }
        if reason.isEmpty, start == .start, first > PoolVersion(0) {
            reason = "retention dropped what lies before version \(first)"
        }
        var different = fold.difference?.version
        var digest: BlobDigest?
        if deep, different == nil {
            different = try firstDifferentContent(fold, of: pool)
            if different != nil { reason = "the folded pool is not the one that was kept" }
            digest = try content(of: fold.state, pool).map { BlobDigest(of: $0) }
        }
        return ReplayVerdict(
            first: first, last: fold.version, versions: fold.versions, microseconds: microseconds,
            holds: different == nil, firstDifferent: different, expected: fold.difference?.expected,
            found: fold.difference?.found, stateHash: fold.readHash, poolDigest: digest,
            reason: reason)
    }

    private func firstDifferentContent(_ fold: ReplayFold, of pool: PoolID) throws(LedgerError) -> PoolVersion? {
        for checkpoint in fold.checkpoints {
            let kept = try row(
                "SELECT content FROM checkpoints WHERE pool = $1 AND version = $2",
                [pool.sql, checkpoint.version.sql]
            ) { row throws(LedgerError) in
                try row.optionalDigest(0) as BlobDigest?
            }
            guard let kept = kept ?? nil else { continue }
            let content = BlobDigest(of: try tokens(of: checkpoint.state, pool))
            if content != kept { return checkpoint.version }
            _ = try readWhole(kept)
        }
        return nil
    }
}
