internal import Bytes
public import MemoryTypes

/// What a pool consists of at one version: for every shard, layer and slot the blob and the row its token comes from.
///
/// A value without any bytes of the tokens: folding a log of absorptions over it needs no model and gives the same
/// result anywhere.
public struct PoolState: Sendable {
    public let model: ModelDigest
    public let shape: PoolShape
    /// The blobs that slots refer to; a blob that no slot needs any more keeps its place until the place is used again.
    public private(set) var sources: [SlotSource]
    /// One table per shard.
    public private(set) var shards: [SlotTable]

    private var uses: [Int]
    private var numbers: [SlotSource: UInt32]

    /// A pool as it is created.
    ///
    /// - Parameter base: the blob [L, N, d] its tokens start as; shard s takes rows s N/S ..< (s+1) N/S.
    ///   Nil for a pool whose first update fills it.
    public init(model: ModelDigest, shape: PoolShape, base: BlobDigest?) {
        let lists = shape.dropsPerLayer ? shape.layers : 1
        let tables = (0..<shape.shards).map { shard in
            let first = shard * shape.shardTokens
            let rows = base == nil ? 0..<0 : first..<first + shape.shardTokens
            return SlotTable(lists: Array(repeating: rows.map { SlotPlace(source: 0, row: UInt32($0)) }, count: lists))
        }
        let sources = base.map { [SlotSource(blob: $0, rows: UInt32(shape.tokens))] } ?? []
        self.init(model: model, shape: shape, sources: sources, shards: tables)
    }

    init(model: ModelDigest, shape: PoolShape, sources: [SlotSource], shards: [SlotTable]) {
        self.model = model
        self.shape = shape
        self.sources = sources
        self.shards = shards
        uses = Array(repeating: 0, count: sources.count)
        numbers = Dictionary(uniqueKeysWithValues: sources.enumerated().map { ($1, UInt32($0)) })
        for table in shards {
            for list in table.lists {
                for place in list { uses[Int(place.source)] += 1 }
            }
        }
    }

    /// Whether a shard's tokens exist: false until its first fill.
    public func isInitialised(shard: Int) -> Bool { !shards[shard].isEmpty }

    /// The slots of a shard and layer in order.
    public func origins(shard: Int, layer: Int) -> [SlotOrigin] {
        shards[shard].slots(layer: layer).map(origin)
    }

    /// The newest K slots of a shard and layer: what the next update reads.
    public func tail(shard: Int, layer: Int) -> [SlotOrigin] {
        shards[shard].slots(layer: layer).suffix(shape.updateTokens).map(origin)
    }

    private func origin(_ place: SlotPlace) -> SlotOrigin {
        SlotOrigin(blob: sources[Int(place.source)].blob, row: place.row)
    }

    /// Makes `delta` the newest tokens of a shard. An empty shard is filled with it.
    ///
    /// - Parameters:
    ///   - rows: the tokens per layer in the delta, m.
    ///   - forgotten: ascending slot numbers, one list or L lists as the shape has it; ignored on a first fill.
    /// - Throws: `PoolStateError` if the delta or the lists do not fit; nothing has changed then.
    public mutating func absorb(
        delta: BlobDigest, rows: Int, shard: Int, forgotten: [[UInt32]]
    ) throws(PoolStateError) {
        guard shards.indices.contains(shard) else { throw .shard(found: shard, shards: shards.count) }
        try checkRows(rows, shard: shard)
        let first = shards[shard].isEmpty
        if !first { try check(forgotten, rows: rows, shard: shard) }
        let source = number(of: SlotSource(blob: delta, rows: UInt32(rows)))
        let lists = shards[shard].lists.count
        if first {
            let fill = firstFillRows(rows: rows, tokens: shape.shardTokens)
            shards[shard].fill(with: fill.map { SlotPlace(source: source, row: $0) })
            uses[Int(source)] += fill.count * lists
        } else {
            release(forgotten, shard: shard)
            shards[shard].replace(
                forgotten: forgotten, with: (0..<UInt32(rows)).map { SlotPlace(source: source, row: $0) })
            uses[Int(source)] += rows * lists
        }
    }

    private func checkRows(_ rows: Int, shard: Int) throws(PoolStateError) {
        let wanted = isInitialised(shard: shard) ? shape.updateTokens...shape.updateTokens : 1...shape.updateTokens
        guard wanted.contains(rows) else { throw .rows(found: rows, wanted: wanted) }
    }

    private func check(_ forgotten: [[UInt32]], rows: Int, shard: Int) throws(PoolStateError) {
        let lists = shards[shard].lists
        guard forgotten.count == lists.count else { throw .forgottenLists(found: forgotten.count, wanted: lists.count) }
        for (list, slots) in forgotten.enumerated() {
            guard slots.count == rows else { throw .forgottenCount(list: list, found: slots.count, wanted: rows) }
            var least: UInt32 = 0
            for slot in slots {
                guard slot >= least, slot < lists[list].count else {
                    throw .forgottenSlot(list: list, slot: slot, slots: lists[list].count)
                }
                least = slot + 1
            }
        }
    }

    private mutating func release(_ forgotten: [[UInt32]], shard: Int) {
        for (list, slots) in forgotten.enumerated() {
            for slot in slots { uses[Int(shards[shard].lists[list][Int(slot)].source)] -= 1 }
        }
    }

    /// The number of a source, which takes the place of one that no slot needs any more if there is one.
    private mutating func number(of source: SlotSource) -> UInt32 {
        if let known = numbers[source] { return known }
        let place = uses.firstIndex(of: 0) ?? uses.count
        if place == uses.count {
            sources.append(source)
            uses.append(0)
        } else {
            numbers[sources[place]] = nil
            sources[place] = source
        }
        numbers[source] = UInt32(place)
        return UInt32(place)
    }
}

extension PoolState: Equatable {
    /// Equal if every slot has the same origin, however the sources are numbered.
    public static func == (left: PoolState, right: PoolState) -> Bool {
        left.shape == right.shape && left.model == right.model
            && left.compacted() == right.compacted()
    }
}
