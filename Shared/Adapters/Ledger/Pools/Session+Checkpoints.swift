import LatentMemory
public import MemoryTypes
import PostgreSQL

/// A folded pool, ready to be written down.
public struct FoldedPool: Sendable {
    public let pool: PoolID
    public let version: PoolVersion
    /// f32 little-endian [L, N, d], shards in index order.
    public let content: [UInt8]
    public let digest: BlobDigest
}

extension Session {
    /// The bytes of a pool at a version, gathered from its blobs; nil if a shard of it is still empty.
    public func fold(_ pool: PoolID, at version: PoolVersion) throws(LedgerError) -> FoldedPool? {
        let state = try standing(of: pool, at: version).state
        let content = try reading(pool, at: version) { () throws(LedgerError) -> [UInt8]? in
            try self.content(of: state, pool)
        }
        return content.map {
            FoldedPool(pool: pool, version: version, content: $0, digest: BlobDigest(of: $0))
        }
    }

    func content(of state: PoolState, _ pool: PoolID) throws(LedgerError) -> [UInt8]? {
        let isWhole = (0..<state.shape.shards).allSatisfy { state.isInitialised(shard: $0) }
        return isWhole ? try tokens(of: state, pool) : nil
    }

    /// All tokens there are, f32 [L, n, d], shards in index order; an empty shard has none.
    func tokens(of state: PoolState, _ pool: PoolID) throws(LedgerError) -> [UInt8] {
        let origins = (0..<state.shape.layers).map { layer in
            (0..<state.shape.shards).flatMap { state.origins(shard: $0, layer: layer) }
        }
        return try gather(origins, of: pool, state: state)
    }

    /// The tokens of a state of which some blobs are not kept any more, to stand in for them; nil if all are kept.
    ///
    /// - Parameter pool: where the state was read, whose checkpoints may hold what is missing.
    func standIn(for state: PoolState, of pool: PoolID) throws(LedgerError) -> [UInt8]? {
        let wanted = Set(state.compacted().sources.map(\.blob))
        let kept = try keptBlobs(among: wanted)
        return wanted.isSubset(of: kept) ? nil : try tokens(of: state, pool)
    }

    /// Writes a folded pool down as a checkpoint, and a record of it. A second time writes nothing.
    public func checkpoint(_ folded: FoldedPool, _ deed: Deed) throws(LedgerError) {
        let standing = try standing(of: folded.pool, at: folded.version)
        try changing(folded.pool) { chain throws(LedgerError) in
            let there = try row(
                "SELECT content FROM checkpoints WHERE pool = $1 AND version = $2",
                [folded.pool.sql, folded.version.sql]
            ) { row throws(LedgerError) in row.isNull(0) }
            guard there != false else { return }
            if there == nil {
                try insertCheckpoint(of: folded.pool, at: folded.version, standing, content: folded.content)
            } else {
                _ = try pipeline(keeping(folded.content, as: folded.digest))
                try fill(folded)
            }
            let state = standing.readHash
            try appendPlain(
                .checkpoint(
                    CheckpointEvent(
                        version: folded.version, content: folded.digest, state: state)), fact: nil, to: &chain, deed)
        }
    }

    /// Gives a checkpoint that only held its sources the folded pool instead.
    private func fill(_ folded: FoldedPool) throws(LedgerError) {
        try query(
            "UPDATE checkpoints SET content = $3 WHERE pool = $1 AND version = $2",
            [folded.pool.sql, folded.version.sql, folded.digest.sql])
        try releaseSources(of: folded.pool, versions: [folded.version])
    }

    /// Lets go of the sources that checkpoints held.
    @discardableResult
    func releaseSources(
        of pool: PoolID, versions: [PoolVersion]
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        let sources = try rows(
            """
            DELETE FROM checkpoint_sources WHERE pool = $1 AND version = ANY($2) RETURNING digest
            """, [pool.sql, .integers(versions.map { Int64($0.value) })]
        ) { row throws(LedgerError) in
            try row.digest(0) as BlobDigest
        }
        return try release(sources)
    }
}

extension Session {
    /// Whether a folded pool is kept.
    public func hasFoldedCheckpoint(_ pool: PoolID) throws(LedgerError) -> Bool {
        try row(
            "SELECT EXISTS (SELECT FROM checkpoints WHERE pool = $1 AND content IS NOT NULL)", [pool.sql]
        ) { row throws(LedgerError) in try row.boolean(0) } ?? false
    }
}
