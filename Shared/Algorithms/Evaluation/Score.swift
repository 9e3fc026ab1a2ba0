/// How an answer is judged; scores of two protocols are never mixed.
public enum ScoringProtocol: String, Sendable, CaseIterable {
    /// The share of target tokens that are likeliest after those before them.
    case teacherForcedTokenAccuracy
    /// 1 where all of them are.
    case teacherForcedExact
    /// The share of tokens that greedy decoding gives at their places.
    case greedyTokenMatch
    /// 1 where the greedy text contains the target, whatever its case.
    case greedySubstring
    /// 1 where the greedy text is the target.
    case greedyExact
    /// 1 where the target is likelier than what stood there before.
    case probabilityComparison
    /// The mean of -ln p of the target's tokens.
    case negativeLogLikelihood
}

/// When an edit is scored in a sequence of edits.
public enum ScoringTime: String, Sendable, Codable, CaseIterable {
    /// Before any.
    case before
    /// Right after it was applied.
    case immediate
    /// After all edits.
    case afterAll
}

/// Means of scores.
public enum Means {
    /// n / Σ 1/x, 0 if any is 0: the score S of CounterFact.                        Meng et al. 2022, section 3.3
    public static func harmonic(_ values: [Double]) -> Double {
        guard !values.isEmpty, values.allSatisfy({ $0 > 0 }) else { return 0 }
        return Double(values.count) / values.reduce(0) { $0 + 1 / $1 }
    }

    /// Of nothing 0.
    public static func arithmetic(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}

/// The share of places where two lists agree, of all places of the first.
public func agreement(_ wanted: [Int32], _ found: [Int32]) -> Double {
    wanted.isEmpty ? 1 : Double(zip(wanted, found).count { $0 == $1 }) / Double(wanted.count)
}
