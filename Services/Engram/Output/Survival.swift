internal import Foundation

/// How a latent memory fades: each update of a shard keeps a slot with the chance 1 - K/n.
///
///     survival(t) = (1 - K/n)^t                                  Wang et al. 2024, section 3.1.3
package struct Survival: Equatable, Sendable {
    /// K / n: the share of a shard's memory that one update replaces.
    package let replaced: Double

    /// Nil unless 0 < K < n.
    package init?(updateTokens: Int, shardTokens: Int) {
        guard updateTokens > 0, shardTokens > updateTokens else { return nil }
        replaced = Double(updateTokens) / Double(shardTokens)
    }

    /// The share that is expected to be left after `updates` further updates.
    package func share(after updates: Int) -> Double { pow(1 - replaced, Double(updates)) }

    /// Updates after which half is expected to be left.
    package var halfLife: Double { log(0.5) / log(1 - replaced) }
}
