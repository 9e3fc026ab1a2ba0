internal import Transformer

/// How retention is measured: pools that each read documents, then one that they are asked about, then further ones.
public struct RetentionPlan: Sendable, Hashable, Codable {
    /// Pools, each with one document that it is asked about.
    public var pools = 128
    /// Questions on that document at most.
    public var questions = 2
    /// The greatest number of documents after it, A.
    public var ages = 20
    /// Documents before it.
    public var fill: Int
    /// Tokens of an answer at most.
    public var tokens: Int
    public var rule: AnswerRule
    public var seed: UInt64

    public init(
        pools: Int = 128, questions: Int = 2, ages: Int = 20, fill: Int, tokens: Int, rule: AnswerRule, seed: UInt64
    ) {
        precondition(pools > 0 && questions > 0 && ages >= 0 && fill >= 0 && tokens > 0, "an empty plan")
        (self.pools, self.questions, self.ages, self.fill) = (pools, questions, ages, fill)
        (self.tokens, self.rule, self.seed) = (tokens, rule, seed)
    }

    private static let purpose: UInt64 = 0x5245_5445_4E54_0001

    /// What a pool's forgetting is drawn from.
    package func forgettingSeed(pool: Int) -> UInt64 {
        var numbers = random(pool: pool, 2)
        return numbers.next()
    }

    /// Numbers that belong to a pool, or, without one, to all of them.
    func random(pool: Int?, _ use: UInt64) -> CounterGenerator {
        CounterGenerator(key: (seed, Self.purpose), place: (UInt64(pool.map { $0 + 1 } ?? 0), use, 0))
    }
}

/// What one pool reads and is asked: a function of the plan's seed and the pool's number.
public struct RetentionSchedule: Sendable, Hashable {
    /// The document that is asked about.
    public let target: Int
    /// Places among its questions, ascending.
    public let questions: [Int]
    /// Documents before the target, the oldest first.
    public let before: [Int]
    /// Documents after the target; `after[a - 1]` makes it a documents old.
    public let after: [Int]

    /// Every document is a target before any is one again. What is read before and after says nothing on the same
    /// questions, and repeats itself only where there are not enough documents.
    ///
    /// - Returns: nil where every other document answers the same questions.
    public init?(_ plan: RetentionPlan, pool: Int, of set: RetentionSet) {
        var all = plan.random(pool: nil, 0)
        let order = set.targets.inRandomOrder(&all)
        target = order[pool % order.count]
        var own = plan.random(pool: pool, 1)
        let asked = set.documents[target].questions.indices.map { $0 }.inRandomOrder(&own).prefix(plan.questions)
        questions = asked.sorted()
        let (target, questions) = (target, questions)
        let fillers = set.fillers.filter { !set.isRival($0, of: target, questions) }.inRandomOrder(&own)
        guard !fillers.isEmpty else { return nil }
        before = (0..<plan.fill).map { fillers[$0 % fillers.count] }
        after = (0..<plan.ages).map { fillers[(plan.fill + $0) % fillers.count] }
    }

    /// Other documents in the pool that say what a question asks, of others; nil where the relation is not known.
    func peers(of question: Int, in set: RetentionSet) -> Int? {
        guard let relation = set.documents[target].questions[question].relation else { return nil }
        return Set(before).count { set.documents[$0].questions.contains { $0.relation == relation } }
    }
}

extension Array {
    /// Every order equally likely.
    func inRandomOrder(_ generator: inout CounterGenerator) -> [Element] {
        var order = self
        for place in order.indices.dropLast() {
            order.swapAt(place, place + Int(generator.next(below: UInt64(order.count - place))))
        }
        return order
    }
}
