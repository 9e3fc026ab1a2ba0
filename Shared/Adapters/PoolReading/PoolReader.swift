public import LatentMemory
public import MemoryTypes
public import StoreClient
internal import Transformer
public import Wire

/// Versions of pools, made ready to be read from what the store has of them.
public struct PoolReader<Store: StoreCalls>: Sendable {
    private let store: Store
    private let projector: PoolProjector
    private let bases: BaseCache

    public init(store: Store, model: MemoryModel) {
        self.store = store
        projector = PoolProjector(model: model)
        bases = BaseCache(countMax: 4)
    }

    private static var patience: Duration { .seconds(10) }

    /// The memory that a manifest describes.
    ///
    /// - Throws: the store's refusal; `internalFault` for a manifest that does not fit its own shape.
    public func snapshot(of manifest: PoolManifest) async throws(Refusal) -> MemorySnapshot {
        let shards = try manifest.slotTables()
        var sources: [ProjectedTokens] = []
        for source in manifest.initialised ? manifest.sources : [] { sources.append(try await tokens(of: source)) }
        return await projector.snapshot(sources, shards)
    }

    /// The memory after `base`.
    ///
    /// - Parameter shape: of the pool.
    /// - Throws: `staleBase` for an advance that cannot be made from a delta.
    public func snapshot(
        after base: MemorySnapshot, _ advance: VersionAdvanced, shape: PoolShape
    ) async throws(Refusal) -> MemorySnapshot {
        guard let digest = advance.delta else { throw Refusal(.staleBase) }
        let bytes =
            advance.deltaBytes.isEmpty
            ? try await store.fetchBlob(digest, within: Self.patience) : advance.deltaBytes
        guard BlobDigest(of: bytes) == digest else { throw Refusal(.digestMismatch) }
        let shard = Int(advance.shard)
        guard shard < shape.shards, advance.forgotten.fits(shape) else { throw Refusal(.staleBase) }
        let delta = try await projector.project(bytes, rows: Int(advance.rows)).of(advance.document)
        return await projector.following(
            base, delta, shard: shard, forgotten: advance.forgotten.lists, shardTokens: shape.shardTokens)
    }

    private func tokens(of source: BlobSource) async throws(Refusal) -> ProjectedTokens {
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
