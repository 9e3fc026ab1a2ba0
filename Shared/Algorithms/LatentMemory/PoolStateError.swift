/// Why a change does not fit a pool's state.
public enum PoolStateError: Error, Equatable, Sendable, CustomStringConvertible {
    case shard(found: Int, shards: Int)
    /// A delta has `found` rows; `wanted` says which counts the pool takes now.
    case rows(found: Int, wanted: ClosedRange<Int>)
    /// The lists of forgotten slots: one or L of them, each with as many slots as the delta has rows.
    case forgottenLists(found: Int, wanted: Int)
    case forgottenCount(list: Int, found: Int, wanted: Int)
    /// The slot numbers of a list have to ascend and lie within the shard.
    case forgottenSlot(list: Int, slot: UInt32, slots: Int)
    /// A blob of memory tokens has another size than its shape says.
    case blobSize(found: Int, wanted: Int)

    public var description: String {
        switch self {
        case .shard(let found, let shards): "shard \(found) of a pool with \(shards)"
        case .rows(let found, let wanted):
            "a delta of \(found) rows where the pool takes \(wanted.lowerBound) ... \(wanted.upperBound)"
        case .forgottenLists(let found, let wanted): "\(found) lists of forgotten slots, wanted \(wanted)"
        case .forgottenCount(let list, let found, let wanted):
            "list \(list) forgets \(found) slots, wanted \(wanted)"
        case .forgottenSlot(let list, let slot, let slots):
            "list \(list) forgets slot \(slot), which does not ascend or is not one of \(slots)"
        case .blobSize(let found, let wanted): "a blob of \(found) bytes, wanted \(wanted)"
        }
    }
}
