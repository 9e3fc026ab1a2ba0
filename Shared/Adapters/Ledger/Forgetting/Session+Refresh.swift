import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

/// Documents that are to be absorbed again.
public struct RefreshPlan: Sendable {
    public let documents: [Int64]
    /// Their pieces, by shard.
    public let shards: [UInt32: UInt64]
    public let model: ModelDigest
    public var pieces: UInt64 { shards.values.reduce(0, +) }
    /// Expected share left of the first of them when the last is absorbed.
    public let survivalAfter: Double
}

extension Session {
    /// Which kept documents of a pool a refresh would absorb again, in the order of their first absorption.
    public func planRefresh(_ asked: RefreshPool, of pool: PoolID) throws(LedgerError) -> RefreshPlan {
        let head = try loadHead(of: pool)
        let shape = head.shape
        let found = try rows(
            """
            SELECT d.id, greatest(d.pieces, 1), s.chain_index, d.last_chain_index, d.shard
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
                id: try row.integer(0), pieces: try row.unsigned(1), shard: try row.uint32(4),
                survival: expectedSurvival(shape: shape, updates: age)
            )
        }
        let chosen = found.filter { $0.survival < asked.survivalBelow || asked.survivalBelow >= 1 }
        var shards: [UInt32: UInt64] = [:]
        for document in chosen { shards[document.shard, default: 0] += document.pieces }
        let behind = max(1, shards.values.max() ?? 1) - 1
        return RefreshPlan(
            documents: chosen.map(\.id), shards: shards, model: head.model,
            survivalAfter: expectedSurvival(shape: shape, updates: behind))
    }

    /// Queues the documents of a plan again.
    public func refresh(_ plan: RefreshPlan, in pool: PoolID, _ deed: Deed) throws(LedgerError) -> [JobRow] {
        try changing(pool) { chain throws(LedgerError) in
            try queueAgain(plan.documents, in: chain, shard: nil, reason: 2, deed)
        }
    }
}
