public import LatentMemory
internal import MemoryTypes

/// A pool that reads one document after the other, in one chain.
struct RetentionChain {
    private(set) var snapshot: MemorySnapshot
    private(set) var tail: PoolDelta?
    /// Absorptions so far.
    private(set) var updates = 0
    private let shape: PoolShape
    private let forgetting: Forgetting

    /// - Parameter base: the tokens that it begins with; nil: the first document fills it.
    init(_ model: MemoryModel, shape: PoolShape, base: PoolDelta?, seed: UInt64) {
        self.shape = shape
        forgetting = Forgetting(seed: seed)
        tail = base?.tail(shape.updateTokens)
        snapshot = base.map { MemorySnapshot(model, pool: $0) }
            ?? MemorySnapshot(model, sources: [], shards: [SlotTable(lists: [[]])])
    }

    mutating func absorb(_ delta: PoolDelta, _ model: MemoryModel) {
        let forgotten = forgetting.slots(
            shape: shape, shard: 0, chainIndex: UInt64(updates), rows: shape.updateTokens)
        if tail == nil {
            let rows = firstFillRows(rows: delta.rows, tokens: shape.tokens)
            tail = delta.gathering(Array(rows.suffix(shape.updateTokens)))
        } else {
            tail = delta
        }
        snapshot = snapshot.absorbing(
            model.project(delta), shard: 0, forgotten: forgotten, shardTokens: shape.tokens)
        if snapshot.sparsity > 2 { snapshot = snapshot.compacted() }
        updates += 1
    }
}

/// A chain as it can be kept and taken up again.
public struct ChainImage: Sendable {
    public let updates: Int
    /// [L, K, d]; nil before the first fill.
    public let tail: PoolDelta?
    /// Keys and values of the slots in order; without rows before the first fill.
    public let slots: ProjectedTokens

    public init(updates: Int, tail: PoolDelta?, slots: ProjectedTokens) {
        (self.updates, self.tail, self.slots) = (updates, tail, slots)
    }
}

extension RetentionChain {
    var image: ChainImage { ChainImage(updates: updates, tail: tail, slots: snapshot.gathered()) }

    /// - Parameter seed: of the chain that the image is of.
    init(_ model: MemoryModel, shape: PoolShape, image: ChainImage, seed: UInt64) {
        self.init(model, shape: shape, base: nil, seed: seed)
        guard let tail = image.tail else { return }
        (self.tail, updates) = (tail, image.updates)
        let places = (0..<UInt32(image.slots.rows)).map { SlotPlace(source: 0, row: $0) }
        snapshot = MemorySnapshot(model, sources: [image.slots], shards: [SlotTable(lists: [places])])
    }
}

extension [RetentionChain] {
    /// Every chain reads its document: pieces with the same number go through the model together.
    ///
    /// - Parameter documents: one list of pieces for each chain.
    mutating func absorb(_ documents: [[[Int32]]], _ model: MemoryModel) {
        for number in 0..<(documents.map(\.count).max() ?? 0) {
            let readers = indices.filter { number < documents[$0].count }
            let pieces = readers.map { WritePiece(tokens: documents[$0][number], tail: self[$0].tail) }
            let deltas = model.selfUpdate(pieces)
            for (chain, delta) in zip(readers, deltas) { self[chain].absorb(delta, model) }
        }
    }
}

extension PoolDelta {
    /// The same tokens as a pool of another size: the newest, or all of them again and again, the newest last.
    func resized(to tokens: Int) -> PoolDelta {
        guard tokens != rows else { return self }
        return gathering((0..<tokens).map { UInt32((rows - tokens % rows + $0) % rows) })
    }
}
