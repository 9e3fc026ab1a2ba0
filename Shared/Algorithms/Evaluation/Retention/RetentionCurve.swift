internal import LatentMemory
public import MemoryTypes

/// Accuracy by age, and what forgetting alone would leave of it.
public struct RetentionCurve: Sendable {
    public struct Age: Sendable {
        /// Documents since the one that is asked about.
        public let age: Int
        /// Updates since then, the mean.
        public let updates: Double
        public let right: Proportion
        /// fresh (1 - K / N)^u
        public let expected: Double
        /// (a_u - a_b) (1 - K / N)^u + a_b                                          Wang et al. 2024, equation 5
        ///
        /// Without the last term it says how much of the gain is left; with it, what accuracy is to be seen.
        public let reference: Double
    }

    public let ages: [Age]
    public let withoutPool: Proportion
    /// With the pool before the document was absorbed: the borderline a_b.
    public let before: Proportion
    /// The least number of other documents with the asked relation in a pool; nil where relations are not known.
    public let peersLeast: Int?

    public init(_ outcomes: [RetainedAnswer], shape: PoolShape) {
        withoutPool = Proportion(outcomes.map(\.withoutPool))
        before = Proportion(outcomes.map(\.before))
        let peers = outcomes.compactMap(\.peers)
        peersLeast = peers.count == outcomes.count ? peers.min() : nil
        let fresh = Proportion(outcomes.compactMap(\.byAge.first)).share
        let borderline = before.share
        ages = (0..<(outcomes.map(\.byAge.count).min() ?? 0)).map { age in
            let updates = outcomes.map { $0.updates[age] }
            let survival = Means.arithmetic(updates.map { expectedSurvival(shape: shape, updates: UInt64($0)) })
            return Age(
                age: age, updates: Means.arithmetic(updates.map(Double.init)),
                right: Proportion(outcomes.map { $0.byAge[age] }), expected: fresh * survival,
                reference: (fresh - borderline) * survival + borderline)
        }
    }

    /// Mean accuracy over ages 1 ... A; nil where only fresh documents were asked about.
    public var meanLater: Double? { ages.count > 1 ? Means.arithmetic(ages.dropFirst().map(\.right.share)) : nil }
}
