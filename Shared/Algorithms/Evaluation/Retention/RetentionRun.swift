public import LatentMemory
public import MemoryTypes
internal import Transformer

/// How texts become tokens and tokens texts.
public struct RetentionText: Sendable {
    /// The pieces of a document, none of them empty.
    let pieces: @Sendable (String) -> [[Int32]]
    /// The prompt of a question.
    let prompt: @Sendable (String) -> [Int32]
    let answer: @Sendable ([Int32]) -> String
    let endTokens: Set<Int32>

    public init(
        pieces: @escaping @Sendable (String) -> [[Int32]], prompt: @escaping @Sendable (String) -> [Int32],
        answer: @escaping @Sendable ([Int32]) -> String, endTokens: Set<Int32>
    ) {
        (self.pieces, self.prompt, self.answer, self.endTokens) = (pieces, prompt, answer, endTokens)
    }

    public func pieces(of document: String) -> [[Int32]] { pieces(document) }
}

/// What came of one question.
public struct RetainedAnswer: Sendable, Hashable, Codable {
    public let pool: Int
    public let document: Int
    public let question: Int
    /// Other documents in the pool with the asked relation, where relations are known.
    public let peers: Int?
    /// Whether it was right with nothing to read from.
    public internal(set) var withoutPool: Bool
    /// Whether it was right before the document was absorbed: the borderline.
    public internal(set) var before: Bool
    /// Whether it was right 0, 1, 2, ... documents later.
    public internal(set) var byAge: [Bool]
    /// Updates of the pool since the document, by age.
    public internal(set) var updates: [Int]
    /// What was said right after it.
    public internal(set) var fresh: String

    public init(
        pool: Int, document: Int, question: Int, peers: Int?, withoutPool: Bool = false, before: Bool = false,
        byAge: [Bool] = [], updates: [Int] = [], fresh: String = ""
    ) {
        (self.pool, self.document, self.question, self.peers) = (pool, document, question, peers)
        (self.withoutPool, self.before, self.byAge) = (withoutPool, before, byAge)
        (self.updates, self.fresh) = (updates, fresh)
    }
}

/// Measures retention in the engine itself: chains of updates and greedy answers, without any service.
///
///     for every pool: fill, ask, absorb the target, ask, then A times: absorb another document, ask
///
/// That is the protocol of Wang et al. 2024, section 4.3, with pools of their own for the documents that are asked
/// about, so that what one of them leaves is no part of another's test.
public struct RetentionRun: Sendable {
    public let model: MemoryModel
    public let plan: RetentionPlan
    public let shape: PoolShape
    private let base: PoolDelta?
    private let text: RetentionText

    /// - Parameters:
    ///   - shape: of the pools, in one shard; N may be another one than the model's.
    ///   - base: what every pool begins with, cut or repeated to N tokens; nil: its first document fills it.
    public init(
        _ model: MemoryModel, plan: RetentionPlan, shape: PoolShape, base: PoolDelta?, text: RetentionText
    ) {
        precondition(shape.shards == 1, "\(shape.shards) shards in one chain")
        (self.model, self.plan, self.shape, self.text) = (model, plan, shape, text)
        self.base = base?.resized(to: shape.tokens)
    }

    /// Rounds that a group of pools takes, as `step` counts them.
    public var rounds: Int { plan.fill + 1 + plan.ages }

    /// Runs some of the pools side by side; their number changes nothing but the speed and the last bits of sums.
    ///
    /// - Parameter step: called after every round; what it throws ends the run.
    public func outcomes<Stop: Error>(
        pools: Range<Int>, of set: RetentionSet, step: (Int) throws(Stop) -> Void
    ) throws(Stop) -> [RetainedAnswer] {
        var group = Group(self, pools, set)
        for round in 0..<rounds {
            group.read(round)
            try step(round + 1)
        }
        return group.outcomes
    }
}

extension RetentionRun {
    /// Pools side by side.
    private struct Group {
        let run: RetentionRun
        let set: RetentionSet
        let schedules: [RetentionSchedule]
        var chains: [RetentionChain]
        var outcomes: [RetainedAnswer]
        /// By outcome.
        let prompts: [(chain: Int, tokens: [Int32])]
        var absorbed: [Int]

        init(_ run: RetentionRun, _ pools: Range<Int>, _ set: RetentionSet) {
            (self.run, self.set) = (run, set)
            let drawn = pools.compactMap { pool in
                RetentionSchedule(run.plan, pool: pool, of: set).map { (pool: pool, schedule: $0) }
            }
            schedules = drawn.map(\.schedule)
            chains = drawn.map { pool, _ in
                let seed = run.plan.forgettingSeed(pool: pool)
                return RetentionChain(run.model, shape: run.shape, base: run.base, seed: seed)
            }
            absorbed = drawn.map { _ in 0 }
            var (outcomes, prompts): ([RetainedAnswer], [(chain: Int, tokens: [Int32])]) = ([], [])
            for (chain, (pool, schedule)) in drawn.enumerated() {
                for question in schedule.questions {
                    outcomes.append(
                        RetainedAnswer(
                            pool: pool, document: schedule.target, question: question,
                            peers: schedule.peers(of: question, in: set)))
                    let asked = set.documents[schedule.target].questions[question].text
                    prompts.append((chain, run.text.prompt(asked)))
                }
            }
            (self.outcomes, self.prompts) = (outcomes, prompts)
        }

        mutating func read(_ round: Int) {
            let fill = run.plan.fill
            if round == fill { askBefore() }
            let documents = schedules.map { schedule in
                round < fill
                    ? schedule.before[round] : round == fill ? schedule.target : schedule.after[round - fill - 1]
            }
            chains.absorb(documents.map { run.text.pieces(set.documents[$0].text) }, run.model)
            guard round >= fill else { return }
            if round == fill { absorbed = chains.map(\.updates) }
            let said = ask { chains[$0].snapshot.context }
            for index in outcomes.indices {
                let chain = prompts[index].chain
                if round == fill { outcomes[index].fresh = said[index] }
                outcomes[index].byAge.append(isHit(index, said[index]))
                outcomes[index].updates.append(chains[chain].updates - absorbed[chain])
            }
        }

        private mutating func askBefore() {
            let nothing = run.model.detachedContext(tokens: run.shape.tokens)
            let (without, before) = (ask { _ in nothing }, ask { chains[$0].snapshot.context })
            for index in outcomes.indices {
                outcomes[index].withoutPool = isHit(index, without[index])
                outcomes[index].before = isHit(index, before[index])
            }
        }

        private func ask(_ context: (Int) -> ReadingContext) -> [String] {
            let answers = GreedyAnswers(
                decoder: run.model.decoder, endTokens: run.text.endTokens, tokensMax: run.plan.tokens)
            let asked = prompts.map { GreedyPrompt(context: context($0.chain), tokens: $0.tokens) }
            return answers.answers(asked).map(run.text.answer)
        }

        private func isHit(_ index: Int, _ said: String) -> Bool {
            let outcome = outcomes[index]
            let question = set.documents[outcome.document].questions[outcome.question]
            return run.plan.rule.isHit(said, question.answers)
        }
    }
}
