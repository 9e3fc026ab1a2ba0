internal import Tensors
public import Transformer

/// A version of a pool, ready to be read: immutable, sharing the keys and values of its tokens with other versions.
///
/// Making the next version projects nothing and copies no key and no value: running answers keep the version they began
/// with, and a swap is one assignment.
public struct MemorySnapshot: Sendable {
    /// What a reader of this version sees.
    public let context: ReadingContext
    /// Whose the tokens are that it sees.
    public let documents: SlotDocuments
    private let model: MemoryModel
    private let sources: [ProjectedTokens]
    /// One table per shard; sources by their place in `sources`.
    private let shards: [SlotTable]

    /// - Parameters:
    ///   - sources: the tokens of a base pool, a folded pool, deltas.
    ///   - shards: for every shard its slots. Shards that have not been filled are left out; a pool of such shards
    ///     alone is read as if the model had no memory.
    public init(_ model: MemoryModel, sources: [ProjectedTokens], shards: [SlotTable]) {
        let documents = SlotDocuments(documents: sources.map(\.document), shards: shards)
        self.init(model, sources: sources, shards: shards, documents: documents)
    }

    private init(_ model: MemoryModel, sources: [ProjectedTokens], shards: [SlotTable], documents: SlotDocuments) {
        self.model = model
        self.documents = documents
        (self.sources, self.shards) = SlotTable.withoutUnused(sources, shards)
        context = shards.allSatisfy(\.isEmpty)
            ? .plain : model.context(sources: self.sources, slots: Self.joined(self.shards))
    }

    /// A pool [L, N, d] in one shard or several.
    public init(_ model: MemoryModel, pool: PoolDelta, shards: Int = 1) {
        let count = pool.rows / shards
        self.init(model, sources: [model.project(pool)], shards: (0..<shards).map { shard in
            SlotTable(lists: [(shard * count..<(shard + 1) * count).map { SlotPlace(source: 0, row: UInt32($0)) }])
        })
    }

    /// The slots of all shards in order, per layer, or one list for all layers.
    private static func joined(_ shards: [SlotTable]) -> [[SlotPlace]] {
        let lists = shards.map(\.lists.count).max() ?? 1
        return (0..<lists).map { list in shards.flatMap { $0.slots(layer: list) } }
    }

    /// Memory tokens per layer; 0 before the first fill.
    public var tokens: Int { shards.reduce(0) { $0 + $1.slots(layer: 0).count } }

    /// The next version: a shard forgets slots and takes `delta` as its newest tokens.
    ///
    /// - Parameters:
    ///   - delta: projected already, by `MemoryModel.project`.
    ///   - forgotten: ascending slots of the shard, one list or L lists; ignored if the shard was empty.
    ///   - shardTokens: N / S, for the first fill of an empty shard.
    public func absorbing(
        _ delta: ProjectedTokens, shard: Int, forgotten: [[UInt32]], shardTokens: Int
    ) -> MemorySnapshot {
        var tables = shards
        tables[shard].absorb(
            source: UInt32(sources.count), rows: delta.rows, forgotten: forgotten, tokens: shardTokens)
        let owners = documents.absorbing(
            delta.document, rows: delta.rows, shard: shard, forgotten: forgotten, shardTokens: shardTokens)
        return MemorySnapshot(model, sources: sources + [delta], shards: tables, documents: owners)
    }

    /// Rows held per row that is read; grows with every version, since a source goes only with its last token.
    public var sparsity: Double {
        Double(sources.reduce(0) { $0 + $1.rows }) / Double(max(1, tokens))
    }

    /// Keys and values of all slots in order: they alone are a version of one shard again.
    public func gathered() -> ProjectedTokens {
        let lists = Self.joined(shards)
        return ProjectedTokens(layers: (0..<model.configuration.layers).map { layer in
            KeyValueRows.gathering(lists[lists.count == 1 ? 0 : layer], from: sources.map { $0.layers[layer] })
        })
    }

    /// The same version in memory of its own size. Call it when `sparsity` exceeds 2, away from a query's path: it
    /// copies all keys and values once.
    public func compacted() -> MemorySnapshot {
        let merged = gathered()
        var first = 0
        let tables = shards.map { table in
            let count = table.slots(layer: 0).count
            defer { first += count }
            return SlotTable(lists: [(first..<first + count).map { SlotPlace(source: 0, row: UInt32($0)) }])
        }
        return MemorySnapshot(model, sources: [merged], shards: tables, documents: documents)
    }
}
