import Bytes
import LatentMemory
public import MemoryTypes
import PostgreSQL

extension Session {
    /// Makes a new version that reads as the pool did at an earlier one; nothing of the log is lost.
    ///
    /// - Returns: the version this made.
    public func restore(_ pool: PoolID, to version: PoolVersion, _ deed: Deed) throws(LedgerError) -> PoolVersion {
        let standing = try standing(of: pool, at: version)
        try reading(pool, at: version) { () throws(LedgerError) -> Void in
            try requireBlobs(of: standing.state, pool)
        }
        return try changing(pool) { chain throws(LedgerError) in
            let source = ForkSource(pool: chain.uid, version: version)
            try restore(&chain, to: standing, source, shards: nil, deed)
            return chain.version
        }
    }

    /// Sets back the shards of a chain, all of them for nil, to a standing of a pool of the same shape.
    ///
    /// - Parameter content: the tokens afterwards, where not all of their blobs will be kept.
    func restore(
        _ chain: inout PoolChain, to standing: Standing, _ source: ForkSource, shards: [Int]?,
        content: (PoolState) throws(LedgerError) -> [UInt8]? = { (_) throws(LedgerError) in nil }, _ deed: Deed
    ) throws(LedgerError) {
        var now = try self.standing(of: chain.pool, at: chain.version)
        let changed = shards ?? Array(0..<chain.shape.shards)
        now.state = shards == nil ? standing.state : now.state.replacing(changed, from: standing.state)
        for shard in changed { now.chainIndices[shard] = standing.chainIndices[shard] }
        // The edits belong to the pool and not to a shard: they change with all of them.
        if shards == nil { now.stack = standing.stack }
        (chain.state, chain.stack) = (now.state, now.stack)
        try appendVersion(to: &chain, deed) { version, hash in
            .restore(
                StateRestoration(
                    version: version, source: source, shards: (shards ?? []).map { UInt32($0) }, state: hash))
        }
        try insertCheckpoint(of: chain.pool, at: chain.version, now, content: try content(now.state))
        if shards == nil { try setEdits(in: chain) }
        for shard in changed { try setBack(shard, to: now.chainIndices[shard], in: &chain) }
    }

    private func setBack(_ shard: Int, to chainIndex: UInt64, in chain: inout PoolChain) throws(LedgerError) {
        let old = chain.shards[shard]
        chain.shards[shard] = ShardHead(version: chain.version, chainIndex: chainIndex, tail: nil, tailOwned: false)
        try query(
            """
            UPDATE shards SET head_version = $3, chain_index = $4, tail = NULL, tail_owned = false, filled = $5
            WHERE pool = $1 AND shard = $2
            """,
            [
                chain.pool.sql, .number(shard), chain.version.sql, .number(chainIndex),
                .boolean(chain.state.isInitialised(shard: shard)),
            ])
        if let tail = old.tail, old.tailOwned { try release([tail]) }
    }
}
