internal import LatentMemory
package import MemoryTypes
package import StoreClient
package import Wire

/// Fetches versions of pools from the store and makes them ready to be read.
package struct PoolLoader<Store: StoreCalls>: Sendable {
    private let store: Store
    /// Nil for a model without memory: it reads no pool.
    private let projector: PoolProjector?
    private let model: ModelDigest
    private let bases: BaseCache

    package init(store: Store, model: ServedModel) {
        self.store = store
        projector = model.memory.map { PoolProjector(model: $0) }
        self.model = model.descriptor.digest
        bases = BaseCache(countMax: 4)
    }

    private static var patience: Duration { .seconds(10) }

    /// The pool that a tenant calls by a name.
    package func resolve(_ name: PoolName, tenant: TenantName) async throws(Refusal) -> PoolID {
        let asked = FetchManifest(name: name, pool: nil, version: nil, minimumVersion: nil)
        return try await store.call(asked, for: tenant, within: Self.patience).pool
    }

    /// A version of a pool, the newest if none is named.
    ///
    /// - Throws: the store's refusal; `modelMismatch` if the pool is of another model.
    package func load(_ pool: PoolID, version: PoolVersion?) async throws(Refusal) -> LoadedPool {
        do throws(Refusal) { return try await fetch(pool, version) } catch {
            // A blob was dropped between the manifest and its reading: a fresh manifest says what stands in for it, or
            // what can still be read.
            guard error.code == .unknownBlob else { throw error }
            return try await fetch(pool, version)
        }
    }

    private func fetch(_ pool: PoolID, _ version: PoolVersion?) async throws(Refusal) -> LoadedPool {
        let manifest = try await store.call(
            FetchManifest(name: nil, pool: pool, version: version, minimumVersion: nil), within: Self.patience)
        guard let projector, manifest.model == model else { throw Refusal(.modelMismatch) }
        let shards = try manifest.slotTables()
        var sources: [ProjectedTokens] = []
        for source in manifest.initialised ? manifest.sources : [] {
            sources.append(try await tokens(of: source, projector))
        }
        return LoadedPool(
            pool: pool, version: manifest.version, position: manifest.position, stateHash: manifest.stateHash,
            shape: manifest.shape, snapshot: await projector.snapshot(sources, shards))
    }

    /// The version that `advance` makes of the one before it.
    package func follow(_ base: LoadedPool, _ advance: VersionAdvanced) async throws(Refusal) -> LoadedPool {
        guard let projector, let digest = advance.delta, !advance.reload, advance.version == base.version.next else {
            throw Refusal(.staleBase)
        }
        let bytes =
            advance.deltaBytes.isEmpty
            ? try await store.fetchBlob(digest, within: Self.patience) : advance.deltaBytes
        guard BlobDigest(of: bytes) == digest else { throw Refusal(.digestMismatch) }
        let shard = Int(advance.shard)
        guard shard < base.shape.shards, advance.forgotten.fits(base.shape) else { throw Refusal(.staleBase) }
        let delta = try await projector.project(bytes, rows: Int(advance.rows)).of(advance.document)
        let snapshot = await projector.following(
            base.snapshot, delta, shard: shard, forgotten: advance.forgotten.lists, shardTokens: base.shape.shardTokens)
        return LoadedPool(
            pool: base.pool, version: advance.version, position: advance.position, stateHash: advance.stateHash,
            shape: base.shape, snapshot: snapshot)
    }

    private func tokens(of source: BlobSource, _ projector: PoolProjector) async throws(Refusal) -> ProjectedTokens {
        if source.document == nil, let known = await bases.tokens(of: source.digest) { return known }
        let bytes = try await store.fetchBlob(source.digest, within: Self.patience)
        let tokens = try await projector.project(bytes, rows: Int(source.rows)).of(source.document)
        if source.document == nil { await bases.keep(tokens, of: source.digest) }
        return tokens
    }
}

extension ForgottenSlots {
    /// Whether these are ascending slots of a shard of this shape, in as many lists as it needs.
    func fits(_ shape: PoolShape) -> Bool {
        guard [0, 1, shape.layers].contains(lists.count) else { return false }
        return lists.allSatisfy { list in
            list.allSatisfy { $0 < UInt32(shape.shardTokens) } && zip(list, list.dropFirst()).allSatisfy { $0 < $1 }
        }
    }
}

/// Base pools that many pools of a worker begin with: their keys and values are made once.
actor BaseCache {
    private let countMax: Int
    private var tokens: [(digest: BlobDigest, tokens: ProjectedTokens)] = []

    init(countMax: Int) { self.countMax = countMax }

    func tokens(of digest: BlobDigest) -> ProjectedTokens? {
        guard let place = tokens.firstIndex(where: { $0.digest == digest }) else { return nil }
        tokens.append(tokens.remove(at: place))
        return tokens.last?.tokens
    }

    func keep(_ new: ProjectedTokens, of digest: BlobDigest) {
        tokens.removeAll { $0.digest == digest }
        tokens.append((digest, new))
        if tokens.count > countMax { tokens.removeFirst() }
    }
}
