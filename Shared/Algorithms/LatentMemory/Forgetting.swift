public import MemoryTypes
package import Transformer

/// What a pool forgets when it absorbs: drawn uniformly over all slots, the newest included.
///
///     keep = sort(pi[0 ..< N - m]),   pi a random permutation of 0 ..< N             Wang et al. 2024, section 3.1.2
///
/// The draw is a function of (pool seed, shard, index in the shard's chain); what it chose is stored with the version,
/// and replay uses what was stored.
public struct Forgetting: Hashable, Sendable {
    /// The pool's seed.
    public let seed: UInt64

    public init(seed: UInt64) { self.seed = seed }

    /// Separates these draws from all others under the same seed.
    private static let purpose: UInt64 = 0x464F_5247_4554_0001

    /// The slots that an absorption of `rows` new tokens pushes out of a full shard.
    ///
    /// - Parameters:
    ///   - shard: the shard that absorbs.
    ///   - chainIndex: the number of absorptions in the shard's chain before this one.
    ///   - rows: m, the number of new tokens per layer; at most N / S.
    /// - Returns: ascending slot numbers: one list if all layers share it, or L lists.
    public func slots(shape: PoolShape, shard: Int, chainIndex: UInt64, rows: Int) -> [[UInt32]] {
        precondition((0..<shape.shards).contains(shard), "shard \(shard) of \(shape.shards)")
        return (0..<(shape.dropsPerLayer ? shape.layers : 1)).map { layer in
            var generator = CounterGenerator(
                key: (seed, Self.purpose), place: (UInt64(layer), UInt64(shard), chainIndex))
            return Self.sample(rows, of: shape.shardTokens, with: &generator)
        }
    }

    /// `count` different numbers of 0 ..< `total`, ascending; every set is equally likely.
    package static func sample(_ count: Int, of total: Int, with generator: inout CounterGenerator) -> [UInt32] {
        precondition((0...total).contains(count), "\(count) of \(total) slots")
        var order = (0..<UInt32(total)).map { $0 }
        for place in 0..<count {
            order.swapAt(place, place + Int(generator.next(below: UInt64(total - place))))
        }
        return order[..<count].sorted()
    }
}

/// The expected share of a document's memory tokens that is left after further updates of its shard.
///
///     (1 - K / N)^t                                                                Wang et al. 2024, section 3.1.2
public func expectedSurvival(shape: PoolShape, updates: UInt64) -> Double {
    let kept = 1 - Double(shape.updateTokens) / Double(shape.shardTokens)
    var (result, base, rest) = (1.0, kept, updates)
    while rest > 0 {
        if rest & 1 == 1 { result *= base }
        base *= base
        rest >>= 1
    }
    return result
}
