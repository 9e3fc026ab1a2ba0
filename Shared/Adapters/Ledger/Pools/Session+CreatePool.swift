import Bytes
import LatentMemory
public import MemoryTypes
import PostgreSQL

extension Session {
    /// Creates a pool at version 0.
    ///
    /// - Parameter empty: whether it starts uninitialised even if the model brings a pool.
    /// - Throws: `unknownModel` also while the model's pool has not been handed over yet.
    public func create(
        _ draft: PoolDraft, model text: String, shards: Int, empty: Bool, _ deed: Deed
    ) throws(LedgerError) -> PoolID {
        let model = try model(text)
        guard let shape = model.shape(shards: shards) else {
            throw .shapeInvalid(
                "\(model.tokens) tokens do not make \(shards) shards of more than \(model.updateTokens)")
        }
        let base = empty ? nil : model.basePool
        if let base { try requirePool(base, of: model) }
        let standing = Standing(
            state: PoolState(model: model.digest, shape: shape, base: base),
            chainIndices: Array(repeating: 0, count: shards))
        return try insert(draft, standing, base: base, deed)
    }

    /// Makes sure that the pool a model brings is there, and has the model's size.
    private func requirePool(_ base: BlobDigest, of model: ModelDescriptor) throws(LedgerError) {
        guard let there = try progress(of: base), there.isComplete else {
            throw .unknownModel("\(model.name): its pool has not been handed over yet")
        }
        let wanted = UInt64(model.layers) * UInt64(model.tokens) * UInt64(model.width) * 4
        guard there.size == wanted else {
            throw .shapeInvalid("\(model.name) brings a pool of \(there.size) bytes; its sizes make \(wanted)")
        }
    }

    /// Creates a pool that begins as another one stood at a version.
    public func fork(
        _ source: PoolID, at version: PoolVersion?, as draft: PoolDraft, _ deed: Deed
    ) throws(LedgerError) -> PoolID {
        let chain = try loadHead(of: source)
        let version = version ?? chain.version
        let standing = try standing(of: source, at: version)
        // What only the source's checkpoints hold goes with the fork: they are dropped without asking it.
        let content = try reading(source, at: version) { () throws(LedgerError) -> [UInt8]? in
            try standIn(for: standing.state, of: source)
        }
        return try transaction { () throws(LedgerError) in
            let fork = try insert(
                draft, standing, fork: ForkSource(pool: chain.uid, version: version), content: content, deed)
            try inherit(standing.stack, from: source, to: fork)
            return fork
        }
    }

    private static let insertPool = """
        INSERT INTO pools (uid, tenant, name, model, shape, seed, head_version, head_position, head_hash, head_state,
                           owner_epoch, fork_pool, fork_version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, (SELECT epoch FROM store), $9, $10, $11)
        ON CONFLICT (tenant, name) DO NOTHING RETURNING id
        """

    private func insert(
        _ draft: PoolDraft, _ standing: Standing, base: BlobDigest? = nil, fork: ForkSource? = nil,
        content: [UInt8]? = nil, _ deed: Deed
    ) throws(LedgerError) -> PoolID {
        let state = standing.state
        let hash = standing.readHash
        let record = LogRecord(
            position: LogPosition(0), pool: draft.uid, time: deed.time, actor: deed.actor,
            event: .create(
                PoolCreation(
                    model: state.model, shape: state.shape, seed: draft.seed, base: base, fork: fork, state: hash)))
        let bytes = record.encoded
        let link = RecordHash(of: bytes, after: .zero)
        return try transaction { () throws(LedgerError) in
            try requireEpoch()
            let tenant = try requireRoom(in: draft.tenant)
            let pool = try row(
                Self.insertPool,
                [
                    .bytes(draft.uid.bytes), .integer(tenant), .text(draft.name.text), state.model.sql,
                    .bytes(state.shape.encoded), .integer(Int64(bitPattern: draft.seed)), link.sql, hash.sql,
                    .optional(fork?.pool.bytes), (fork?.version).sql, deed.time.sql,
                ]
            ) { row throws(LedgerError) in try row.ordinal(0) as PoolID }
            guard let pool else { throw .poolExists(draft.name) }
            try insertBeginning(of: pool, standing, hash, record: bytes, link: link, content: content, deed)
            return pool
        }
    }

    private func insertBeginning(
        of pool: PoolID, _ standing: Standing, _ hash: StateHash, record: [UInt8], link: RecordHash,
        content: [UInt8]?, _ deed: Deed
    ) throws(LedgerError) {
        try query(
            """
            INSERT INTO shards (pool, shard, head_version, chain_index, filled)
            SELECT $1, place - 1, 0, chain, filled <> 0
            FROM unnest($2::bigint[], $3::integer[]) WITH ORDINALITY AS t(chain, filled, place)
            """,
            [
                pool.sql, .integers(standing.chainIndices.map { Int64($0) }),
                .integers((0..<standing.state.shape.shards).map { standing.state.isInitialised(shard: $0) ? 1 : 0 }),
            ])
        try query(
            Self.insertRecord,
            [
                pool.sql, .integer(0), .number(LogRecordKind.create.rawValue), .bytes(record),
                link.sql, .integer(0), .null,
            ])
        try query(
            Self.insertPlainVersion,
            [
                pool.sql, .integer(0), .integer(0), .number(LogRecordKind.create.rawValue),
                .bytes(ForgottenSlots.none.encoded), hash.sql, deed.time.sql,
            ])
        try insertCheckpoint(of: pool, at: PoolVersion(0), standing, content: content)
    }

    static let insertRecord = """
        INSERT INTO records (pool, position, kind, content, hash, version, fact) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    static let insertPlainVersion = """
        INSERT INTO versions (pool, version, position, kind, forgotten, state_hash, committed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    /// The tenant's number, unless it has as many pools as it may have.
    private func requireRoom(in tenant: TenantName) throws(LedgerError) -> Int64 {
        let found = try row(
            """
            SELECT id, pools_max, (SELECT count(*) FROM pools WHERE tenant = t.id)
            FROM tenants t WHERE name = $1 FOR UPDATE
            """, [.text(tenant.text)]
        ) { row throws(LedgerError) in
            (id: try row.integer(0), limit: try row.unsigned(1), pools: try row.unsigned(2))
        }
        guard let found else { throw .unknownTenant(tenant) }
        guard found.limit == 0 || found.pools < found.limit else {
            throw .tenantLimit(what: "pools", limit: found.limit)
        }
        return found.id
    }

    /// Writes down a state. Without its tokens its sources are held, so that they stay as long as it does.
    func insertCheckpoint(
        of pool: PoolID, at version: PoolVersion, _ standing: Standing, content: [UInt8]?
    ) throws(LedgerError) {
        let digest = content.map { BlobDigest(of: $0) }
        if let content, let digest { _ = try pipeline(keeping(content, as: digest)) }
        try query(
            """
            INSERT INTO checkpoints (pool, version, state, chain_indices, content, stack)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                pool.sql, version.sql, .bytes(standing.state.encoded),
                .integers(standing.chainIndices.map { Int64($0) }), digest.sql, .list(standing.stack),
            ])
        guard content == nil else { return }
        let sources = standing.state.compacted().sources.map(\.blob)
        try query(
            """
            WITH held AS (UPDATE blobs SET uses = uses + 1 WHERE digest = ANY($3) RETURNING digest)
            INSERT INTO checkpoint_sources (pool, version, digest) SELECT $1, $2, digest FROM held
            """, [pool.sql, version.sql, .byteStrings(sources.map(\.bytes))])
    }
}
