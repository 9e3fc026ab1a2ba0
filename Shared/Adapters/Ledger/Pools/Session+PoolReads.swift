import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    /// The number of a tenant's pool.
    public func pool(_ name: PoolName, of tenant: TenantName) throws(LedgerError) -> PoolID {
        let found = try row(
            """
            SELECT p.id FROM pools p JOIN tenants t ON t.id = p.tenant WHERE t.name = $1 AND p.name = $2
            """, [.text(tenant.text), .text(name.text)]
        ) { row throws(LedgerError) in try row.ordinal(0) as PoolID }
        guard let found else { throw .unknownPool }
        return found
    }

    /// A pool as it stands.
    public func describe(_ pool: PoolID) throws(LedgerError) -> PoolDescription {
        try describe(try loadHead(of: pool))
    }

    /// A tenant's pools behind a name, in the order of their names.
    public func pools(of tenant: TenantName, after name: PoolName?, limit: Int) throws(LedgerError) -> PoolPage {
        let heads = try rows(
            Self.selectHead + " WHERE t.name = $1 AND p.name > $2 ORDER BY p.name LIMIT $3",
            [.text(tenant.text), .text(name?.text ?? ""), .number(limit + 1)]
        ) { row throws(LedgerError) in try PoolHead(row) }
        var pools: [PoolDescription] = []
        for head in heads.prefix(limit) { pools.append(try describe(head)) }
        return PoolPage(pools: pools, next: heads.count > limit ? pools.last?.name : nil)
    }

    private func describe(_ head: PoolHead) throws(LedgerError) -> PoolDescription {
        let model = try model(head.model)
        let counts =
            try row(
                """
                SELECT (SELECT count(DISTINCT f.document) FROM finished_jobs f JOIN documents d ON d.id = f.document
                    WHERE f.pool = $1 AND f.state = 6 AND d.final_state = 3),
                       (SELECT count(*) FROM facts WHERE pool = $1 AND retracted IS NULL)
                """, [head.pool.sql]
            ) { row throws(LedgerError) in (try row.unsigned(0), try row.unsigned(1)) } ?? (0, 0)
        let shards = try shardStatus(of: head.pool)
        let fork = head.fork
        return PoolDescription(
            pool: head.pool, uid: head.uid, name: head.name, tenant: head.tenant, model: head.model,
            modelName: model.name, shape: head.shape, initialised: try isInitialised(head.pool), seed: head.seed,
            version: head.version, position: head.position, stateHash: head.stateHash, headHash: head.hash,
            fork: fork, shards: shards, documents: counts.0, facts: counts.1, halfLife: head.shape.halfLife,
            checkpointEvery: UInt32(head.checkpointEvery), oldestReplayable: try oldestVersion(of: head.pool),
            created: head.created)
    }

    private func isInitialised(_ pool: PoolID) throws(LedgerError) -> Bool {
        try row("SELECT bool_and(filled) FROM shards WHERE pool = $1", [pool.sql]) { row throws(LedgerError) in
            try row.boolean(0)
        } ?? false
    }

    private func shardStatus(of pool: PoolID) throws(LedgerError) -> [ShardStatus] {
        try rows(
            """
            SELECT s.chain_index, s.head_version, count(j.id), coalesce(bool_or(j.state = 3), false)
            FROM shards s LEFT JOIN jobs j ON j.pool = s.pool AND j.shard = s.shard AND j.state <> 7
            WHERE s.pool = $1 GROUP BY s.shard, s.chain_index, s.head_version ORDER BY s.shard
            """, [pool.sql]
        ) { row throws(LedgerError) in
            ShardStatus(
                chainIndex: try row.unsigned(0), head: try row.ordinal(1), pendingJobs: try row.unsigned(2),
                blocked: try row.boolean(3))
        }
    }

    /// Removes a pool, its documents, its facts and its log.
    public func drop(_ pool: PoolID, uid: PoolUID) throws(LedgerError) {
        try changing(pool) { chain throws(LedgerError) in
            guard chain.uid == uid else { throw .unknownPool }
            _ = try dropDeltas(of: pool, in: PoolVersion(0)...chain.version, shard: nil)
            _ = try dropCheckpoints(of: pool, in: 0..<chain.version.value + 1)
            try release(chain.shards.compactMap { $0.tailOwned ? $0.tail : nil })
            _ = try dropEdits(of: pool, before: nil)
            try query("DELETE FROM pools WHERE id = $1", [pool.sql])
        }
        chains[pool] = nil
    }

    /// What a pool's state is made of, every slot as a row of a blob that is kept.
    public func manifest(of pool: PoolID, at version: PoolVersion?) throws(LedgerError) -> PoolManifest {
        let head = try loadHead(of: pool)
        let version = version ?? head.version
        let standing = try standing(of: pool, at: version)
        let state = standing.state
        let made = try row(
            "SELECT position, state_hash FROM versions WHERE pool = $1 AND version = $2",
            [pool.sql, version.sql]
        ) { row throws(LedgerError) in
            (position: try row.ordinal(0) as LogPosition, state: try row.digest(1) as StateHash)
        }
        guard let made else { throw .unknownVersion(asked: version, oldest: PoolVersion(0), newest: head.version) }
        let isInitialised = (0..<head.shape.shards).allSatisfy { state.isInitialised(shard: $0) }
        let slots = try reading(pool, at: version) { () throws(LedgerError) -> LocatedSlots in
            isInitialised ? try located(state, of: pool) : LocatedSlots()
        }
        return PoolManifest(
            pool: pool, uid: head.uid, tenant: head.tenant, name: head.name, model: head.model, shape: head.shape,
            initialised: isInitialised, version: version, position: made.position, stateHash: made.state,
            sources: try sources(slots, of: pool), shards: slots.shards,
            stack: standing.stack)
    }

    private struct LocatedSlots {
        var numbers: [BlobDigest: UInt32] = [:]
        var blobs: [(digest: BlobDigest, rows: UInt32)] = []
        var shards: [ShardSlots] = []

        mutating func reference(_ place: Place) -> SlotReference {
            if let known = numbers[place.blob] { return SlotReference(source: known, row: place.row) }
            let number = UInt32(blobs.count)
            numbers[place.blob] = number
            blobs.append((place.blob, UInt32(place.rows)))
            return SlotReference(source: number, row: place.row)
        }
    }

    private func located(_ state: PoolState, of pool: PoolID) throws(LedgerError) -> LocatedSlots {
        let sizes = Dictionary(state.sources.map { ($0.blob, Int($0.rows)) }, uniquingKeysWith: { first, _ in first })
        var slots = LocatedSlots()
        for shard in 0..<state.shape.shards {
            let origins = state.shards[shard].lists.indices.map { state.origins(shard: shard, layer: $0) }
            let places = try locate(origins, of: pool, sizes)
            slots.shards.append(ShardSlots(lists: places.map { list in list.map { slots.reference($0) } }))
        }
        return slots
    }

    /// Blobs with the documents they came from; a fork's may have been absorbed by a pool that it goes back to.
    private func sources(_ slots: LocatedSlots, of pool: PoolID) throws(LedgerError) -> [BlobSource] {
        let documents = try rows(
            """
            WITH RECURSIVE line AS (
                SELECT id, tenant, fork_pool FROM pools WHERE id = $2
                UNION SELECT p.id, p.tenant, p.fork_pool FROM pools p
                JOIN line l ON p.uid = l.fork_pool AND p.tenant = l.tenant)
            SELECT DISTINCT ON (v.delta) v.delta, d.document FROM versions v JOIN documents d ON d.id = v.document
            WHERE v.delta = ANY($1) AND v.pool IN (SELECT id FROM line) ORDER BY v.delta, v.pool DESC, v.version
            """, [.byteStrings(slots.blobs.map(\.digest.bytes)), pool.sql]
        ) { row throws(LedgerError) in
            (try row.digest(0) as BlobDigest, try row.document(1))
        }
        let names = Dictionary(documents, uniquingKeysWith: { first, _ in first })
        return slots.blobs.map { BlobSource(digest: $0.digest, rows: $0.rows, document: names[$0.digest]) }
    }
}

extension PoolShape {
    /// Updates of a shard after which half of a document is left: ln 2 / -ln(1 - K/n).
    package var halfLife: Double {
        var (left, updates) = (1.0, 0.0)
        let kept = 1 - Double(updateTokens) / Double(shardTokens)
        while left * kept > 0.5 {
            left *= kept
            updates += 1
        }
        return updates + (left - 0.5) / (left - left * kept)
    }
}
