internal import Foundation

/// The numbers of a row that tables and plots show.
public struct EditingSummary: Sendable {
    public struct Number: Codable, Hashable, Sendable {
        public let mean, low, high: Double
        public let count: Int

        /// - Parameter isShare: whether it cannot be below 0 or above 1.
        public init(_ tally: Tally, isShare: Bool = true) {
            (mean, count) = (tally.mean, tally.count)
            let interval = isShare ? tally.interval.clamped(to: 0...1) : tally.interval
            (low, high) = (interval.lowerBound, interval.upperBound)
        }
    }

    public let outcome: EditingOutcome
    private let time: ScoringTime

    public init(_ outcome: EditingOutcome, at time: ScoringTime = .afterAll) {
        (self.outcome, self.time) = (outcome, time)
    }

    /// Nil where nothing was asked.
    public func number(_ kind: EditingQuestionKind, _ metric: EditingMetric) -> Number? {
        outcome.tallies[time, kind, metric].map { Number($0, isShare: metric != .loss && metric != .lead) }
    }

    /// Shares of target tokens that are likeliest, for the edit's prompt and for paraphrases.
    public var reliability: Number? { number(.edit, .tokenAccuracy) }
    public var generalisation: Number? { number(.paraphrase, .tokenAccuracy) }
    /// The share of tokens of answers to prompts about other subjects that are what they were.
    public var locality: Number? { number(.neighbour, .kept) }
    /// The same for other facts of the subject.
    public var siblings: Number? { number(.sibling, .kept) }
    public var portability: Number? { number(.consequence, .tokenAccuracy) }

    private var three: [Double] { [reliability, generalisation, locality].compactMap { $0?.mean } }
    /// Of reliability, generalisation and locality.
    public var arithmetic: Double { Means.arithmetic(three) }
    public var harmonic: Double { Means.harmonic(three) }

    /// The harmonic mean of efficacy, paraphrase and neighbourhood scores by comparing probabilities, where all were
    /// measured.                                                                    Meng et al. 2022, section 3.3
    public var score: Double? {
        let parts = [EditingQuestionKind.edit, .paraphrase, .neighbour].compactMap { number($0, .likelier)?.mean }
        return parts.count == 3 ? Means.harmonic(parts) : nil
    }

    /// Edits times tokens of a target over the width of a feed-forward block: how densely a layer would be written.
    public func density(feedForwardWidth: Int) -> Double {
        Double(outcome.edits) * outcome.targetTokens.mean / Double(feedForwardWidth)
    }

    public var perplexityBefore: Double { exp(outcome.lossBefore.mean) }
    public var perplexity: Double { exp(outcome.lossAfter.mean) }
}
