internal import Transformer

/// How often how many edits are made in a row, and by what.
public struct EditingPlan: Codable, Hashable, Sendable {
    /// Edits in a row, and how many such rows.
    public struct Count: Codable, Hashable, Sendable {
        public let edits, runs: Int

        public init(edits: Int, runs: Int) { (self.edits, self.runs) = (edits, runs) }

        /// The usual protocol: 100 single edits, 10 rows of 10, 3 of 100, one of 1000.   Wang et al. 2024b, section 3.1
        public init(edits: Int) {
            self.init(edits: edits, runs: edits <= 1 ? 100 : edits <= 10 ? 10 : edits <= 100 ? 3 : 1)
        }
    }

    public let methods: [String]
    public let counts: [Count]
    public let seed: UInt64
    /// Tokens that are generated for the fluency; 0 for none.
    public let fluencyTokens: Int
    /// Parts of a row of edits whose reliability is told apart.
    public static let ages = 10
    /// Texts that are generated after a row.
    public static let fluencyTexts = 8

    public init(methods: [String], counts: [Count], seed: UInt64, fluencyTokens: Int) {
        precondition(counts.allSatisfy { $0.edits > 0 && $0.runs > 0 }, "\(counts)")
        (self.methods, self.counts, self.seed, self.fluencyTokens) = (methods, counts, seed, fluencyTokens)
    }

    private static let purpose: UInt64 = 0x4544_4954_494E_0001

    /// Which of `total` cases a run edits, in this order: the same for all methods, others in every run as long as
    /// there are enough.
    public func cases(_ edits: Int, run: Int, of total: Int) -> [Int] {
        var random = CounterGenerator(key: (seed, Self.purpose), place: (0, 0, 0))
        let order = Array(0..<total).inRandomOrder(&random)
        return (0..<min(edits, total)).map { order[(run * edits + $0) % total] }
    }

    /// What an edit draws from.
    func seed(edits: Int, run: Int, edit: Int) -> UInt64 {
        var random = CounterGenerator(
            key: (seed, Self.purpose), place: (1, UInt64(edits), UInt64(run) << 32 | UInt64(edit)))
        return random.next()
    }
}

/// What came of rows of so many edits by one method.
public struct EditingOutcome: Codable, Hashable, Sendable {
    public let method: String
    /// Edits in a row that were asked for, and those that there were cases for.
    public let asked, edits: Int
    public internal(set) var runs = 0
    public internal(set) var tallies = EditingTallies()
    /// Reliability (tokens) after all edits by age: the first edits of a row first.
    public internal(set) var byAge: [Tally]
    /// Edits that the method refused, and why the last one was.
    public internal(set) var refused = 0
    public internal(set) var refusal: String?
    /// Of an edit, in seconds.
    public internal(set) var seconds = Tally()
    public internal(set) var targetTokens = Tally()
    /// -ln p of the tokens of the fixed text, before and after all edits.
    public internal(set) var lossBefore = Tally()
    public internal(set) var lossAfter = Tally()
    /// 100 times the entropy of what is generated, before and after all edits.
    public internal(set) var fluencyBefore = Tally()
    public internal(set) var fluency = Tally()

    init(method: String, asked: Int, edits: Int) {
        (self.method, self.asked, self.edits) = (method, asked, edits)
        byAge = Array(repeating: Tally(), count: min(edits, EditingPlan.ages))
    }

    /// With the runs of another outcome of the same method and number.
    public mutating func add(_ other: EditingOutcome) {
        precondition(
            method == other.method && asked == other.asked && edits == other.edits, "\(other.method) to \(method)")
        runs += other.runs
        tallies.add(other.tallies)
        for index in byAge.indices { byAge[index].add(other.byAge[index]) }
        refused += other.refused
        refusal = other.refusal ?? refusal
        seconds.add(other.seconds)
        targetTokens.add(other.targetTokens)
        lossBefore.add(other.lossBefore)
        lossAfter.add(other.lossAfter)
        fluencyBefore.add(other.fluencyBefore)
        fluency.add(other.fluency)
    }
}
