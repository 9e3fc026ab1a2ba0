import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

/// Documents that are to be absorbed again.
public struct RefreshPlan: Sendable {
    public let documents: [Int64]
    public let pieces: UInt64
    /// Expected share left of the first of them when the last is absorbed.
    public let survivalAfter: Double
}

extension Session {
    /// Which kept documents of a pool a refresh would absorb again, in the order of their first absorption.
    public func planRefresh(_ asked: RefreshPool, of pool: PoolID) throws(LedgerError) -> RefreshPlan {
        let shape = try loadHead(of: pool).shape
        let found = try rows(
            """
            SELECT d.id, d.pieces, s.chain_index, d.last_chain_index
            FROM documents d JOIN shards s ON s.pool = d.pool AND s.shard = d.shard
            WHERE d.pool = $1 AND d.final_state = 3 AND d.body IS NOT NULL AND (NOT $2 OR d.pinned)
              AND (cardinality($3::bytea[]) = 0 OR d.document = ANY($3))
              AND NOT EXISTS (SELECT FROM jobs j WHERE j.document = d.id AND j.pool = d.pool)
            ORDER BY d.job
            """, [pool.sql, .boolean(asked.pinnedOnly), .byteStrings(asked.documents.map(\.bytes))]
        ) { row throws(LedgerError) in
            let (chain, last) = (try row.unsigned(2), try row.unsigned(3))
            let age = chain > last + 1 ? chain - last - 1 : 0
            return (
                id: try row.integer(0), pieces: try row.unsigned(1),
                survival: expectedSurvival(shape: shape, updates: age)
            )
        }
        let chosen = found.filter { $0.survival < asked.survivalBelow || asked.survivalBelow >= 1 }
        let pieces = chosen.reduce(0) { $0 + $1.pieces }
        let behind = pieces > 0 ? (pieces - 1) / UInt64(shape.shards) : 0
        return RefreshPlan(
            documents: chosen.map(\.id), pieces: pieces,
            survivalAfter: expectedSurvival(shape: shape, updates: behind))
    }

    /// Queues the documents of a plan again.
    public func refresh(_ plan: RefreshPlan, in pool: PoolID, _ deed: Deed) throws(LedgerError) -> [JobRow] {
        try changing(pool) { chain throws(LedgerError) in
            try queueAgain(plan.documents, in: chain, shard: nil, reason: 2, deed)
        }
    }

    /// Creates a pool for a model and queues all kept documents of another pool for it, in their order.
    public func rebuild(
        _ source: PoolID, for model: String, as draft: PoolDraft, _ deed: Deed
    ) throws(LedgerError) -> (pool: PoolID, jobs: [JobRow]) {
        let old = try loadHead(of: source)
        let wanted = model.isEmpty ? old.model.description : model
        return try transaction { () throws(LedgerError) in
            let pool = try create(draft, model: wanted, shards: old.shape.shards, empty: false, deed)
            let documents = try rows(
                "SELECT id FROM documents WHERE pool = $1 AND body IS NOT NULL AND final_state = 3 ORDER BY job",
                [source.sql]
            ) { row throws(LedgerError) in try row.integer(0) }
            let jobs = try queueAgain(documents, in: try chain(of: pool), shard: nil, reason: 3, deed)
            chains[pool] = nil
            return (pool, jobs)
        }
    }
}
