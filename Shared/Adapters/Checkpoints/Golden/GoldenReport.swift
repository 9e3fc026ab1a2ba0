/// What came of one case of a golden folder.
public struct GoldenOutcome: Sendable {
    public enum Verdict: Sendable, Equatable {
        case passed
        /// In words: what differs, or what in the folder cannot be used.
        case failed(String)
        /// The case belongs to a part that does not exist yet.
        case notBuilt
    }

    public let name: String
    public let verdict: Verdict
    /// The largest of max|ours - golden| / (1 + max|golden|) over the tensors of the case; 0 where there are none.
    public let worstError: Double
    /// What that may be.
    public let tolerance: Double

    public init(name: String, verdict: Verdict, worstError: Double = 0, tolerance: Double = 0) {
        self.name = name
        self.verdict = verdict
        self.worstError = worstError
        self.tolerance = tolerance
    }
}

/// What came of a golden folder.
public struct GoldenReport: Sendable {
    public let folder: String
    /// One for each case, by name.
    public let outcomes: [GoldenOutcome]

    public init(folder: String, outcomes: [GoldenOutcome]) {
        self.folder = folder
        self.outcomes = outcomes
    }

    public var passed: Int { outcomes.count { $0.verdict == .passed } }
    public var notBuilt: Int { outcomes.count { $0.verdict == .notBuilt } }
    public var failed: Int { outcomes.count - passed - notBuilt }

    /// The largest error of all cases that were run.
    public var worstError: Double { outcomes.map(\.worstError).max() ?? 0 }
}

/// Why a case cannot be run or does not agree.
struct GoldenFault: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
