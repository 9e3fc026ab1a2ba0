internal import MemoryTypes

extension PoolState {
    /// This state, with some shards as they are in another state of the same shape.
    public func replacing(_ changed: [Int], from other: PoolState) -> PoolState {
        precondition(shape == other.shape, "a pool of \(shape) and one of \(other.shape)")
        let union = sources + other.sources.filter { !sources.contains($0) }
        let numbers = Dictionary(uniqueKeysWithValues: union.enumerated().map { ($1, UInt32($0)) })
        var tables = shards
        for shard in changed {
            tables[shard] = SlotTable(
                lists: other.shards[shard].lists.map { list in
                    list.map { SlotPlace(source: numbers[other.sources[Int($0.source)]] ?? 0, row: $0.row) }
                })
        }
        return PoolState(model: model, shape: shape, sources: union, shards: tables)
    }
}
