package import MemoryTypes

/// How long pieces take, as measured: from when a worker gets one, or has committed the one before, to its commit.
package struct AbsorptionPace {
    /// Pieces of one model that count; what is older says little about now.
    private static let piecesMax = 64

    private var recent: [ModelDigest: [Int64]] = [:]

    package init() {}

    /// Notes that a piece was absorbed.
    package mutating func note(_ microseconds: Int64, of model: ModelDigest) {
        recent[model, default: []].append(max(0, microseconds))
        if recent[model, default: []].count > Self.piecesMax { recent[model]?.removeFirst() }
    }

    /// The mean time of a piece in microseconds; nil before the first one.
    package func piece(of model: ModelDigest) -> Double? {
        guard let times = recent[model], !times.isEmpty else { return nil }
        return Double(times.reduce(0, +)) / Double(times.count)
    }

    /// The time that pieces will take, in milliseconds: one after another within a shard, shards beside each other as
    /// far as there are workers.
    ///
    /// - Parameters:
    ///   - shards: the pieces of every shard, those that wait before them included.
    ///   - pieceMicroseconds: the mean time of one.
    package static func milliseconds(shards: [UInt64], workers: Int, pieceMicroseconds: Double) -> UInt64 {
        let longest = Double(shards.max() ?? 0)
        let share = Double(shards.reduce(0, +)) / Double(max(1, workers))
        guard longest > 0 else { return 0 }
        return max(1, UInt64(min(max(longest, share) * pieceMicroseconds / 1000, 1e15)))
    }
}
