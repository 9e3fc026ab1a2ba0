import MemoryTypes
import PostgreSQL

/// One absorption in the past of a shard as it reads now, perhaps in the pool it was forked from.
struct Absorbed {
    let pool: PoolID
    let version: PoolVersion
    let document: Int64
    let job: JobID
}

/// Where a shard's past begins: the pool whose creation it goes back to.
struct Lineage {
    let root: PoolID
    /// The oldest first.
    let absorptions: [Absorbed]
}

extension Session {
    private static let selectTurn = """
        SELECT v.version, v.kind, r.content FROM versions v JOIN records r USING (pool, position)
        WHERE v.pool = $1 AND v.version <= $2 AND v.kind IN (1, 7) ORDER BY v.version DESC
        """

    /// All absorptions that a shard's state at a version goes back to, through restorations and forks.
    func lineage(of pool: PoolID, shard: Int, at version: PoolVersion) throws(LedgerError) -> Lineage {
        let turn = try lastTurn(of: pool, shard: shard, at: version)
        let own = try rows(
            """
            SELECT version, document, job FROM versions
            WHERE pool = $1 AND shard = $2 AND version > $3 AND version <= $4 AND delta IS NOT NULL ORDER BY version
            """, [pool.sql, .number(shard), turn.version.sql, version.sql]
        ) { row throws(LedgerError) in
            Absorbed(pool: pool, version: try row.ordinal(0), document: try row.integer(1), job: try row.ordinal(2))
        }
        guard let source = turn.source, let origin = try poolNumber(of: source.pool) else {
            return Lineage(root: pool, absorptions: own)
        }
        let before = try lineage(of: origin, shard: shard, at: source.version)
        return Lineage(root: before.root, absorptions: before.absorptions + own)
    }

    /// The last creation or restoration that says what the shard reads like.
    private func lastTurn(
        of pool: PoolID, shard: Int, at version: PoolVersion
    ) throws(LedgerError) -> (version: PoolVersion, source: ForkSource?) {
        let turns = try rows(Self.selectTurn, [pool.sql, version.sql]) { row throws(LedgerError) in
            (version: try row.ordinal(0) as PoolVersion, record: try row.value(2) as LogRecord)
        }
        for turn in turns {
            switch turn.record.event {
            case .create(let event): return (turn.version, event.fork)
            case .restore(let event) where event.shards.isEmpty || event.shards.contains(UInt32(shard)):
                return (turn.version, event.source)
            default: continue
            }
        }
        throw .corrupt("pool \(pool) has no creation")
    }

    func poolNumber(of uid: PoolUID) throws(LedgerError) -> PoolID? {
        try row("SELECT id FROM pools WHERE uid = $1", [.bytes(uid.bytes)]) { row throws(LedgerError) in
            try row.ordinal(0)
        }
    }

    /// What a pool read like when it was created, made anew from its creation's record.
    func beginning(of pool: PoolID) throws(LedgerError) -> Standing {
        let record = try row("SELECT content FROM records WHERE pool = $1 AND position = 0", [pool.sql]) {
            row throws(LedgerError) in try row.value(0) as LogRecord
        }
        guard case .create(let event) = record?.event, event.fork == nil else {
            throw try dropped(PoolVersion(0), of: pool)
        }
        return Standing(beginning: event)
    }
}
