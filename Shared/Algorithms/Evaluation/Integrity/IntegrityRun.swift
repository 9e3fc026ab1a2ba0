public import LatentMemory
internal import Transformer

/// How often the last document was answered from, part by part of a long chain of updates.
public struct IntegrityTally: Sendable, Hashable, Codable {
    /// Updates of a part.
    public let width: Int
    public private(set) var hits: [Int] = []
    public private(set) var asked: [Int] = []
    public private(set) var documents = 0

    /// - Parameter width: at least 1.
    public init(width: Int) { self.width = width }

    /// At the last question that was answered.
    public private(set) var updates = 0

    mutating func note(_ isHit: Bool, updates: Int) {
        self.updates = updates
        let part = (updates - 1) / width
        while asked.count <= part {
            asked.append(0)
            hits.append(0)
        }
        asked[part] += 1
        hits[part] += isHit ? 1 : 0
    }

    mutating func read() { documents += 1 }

    public var total: Proportion { Proportion(hits: hits.reduce(0, +), of: asked.reduce(0, +)) }

    /// Of part `number` alone.
    public func part(_ number: Int) -> Proportion { Proportion(hits: hits[number], of: asked[number]) }

    /// Of all parts up to the end of each.
    public var running: [Proportion] {
        var (sum, count) = (0, 0)
        return zip(hits, asked).map {
            (sum, count) = (sum + $0, count + $1)
            return Proportion(hits: sum, of: count)
        }
    }

    /// The first and the last half of what was asked, and how far the second is above the first in deviations of their
    /// difference: below -2 accuracy has fallen.
    public var halves: (first: Proportion, last: Proportion, deviations: Double) {
        let middle = asked.count / 2
        let sums = [0..<middle, middle..<asked.count].map { range in
            Proportion(hits: range.reduce(0) { $0 + hits[$1] }, of: range.reduce(0) { $0 + asked[$1] })
        }
        let variance = sums.reduce(0) { $0 + $1.share * (1 - $1.share) / Double(max(1, $1.count)) }
        let difference = sums[1].share - sums[0].share
        return (sums[0], sums[1], variance > 0 ? difference / variance.squareRoot() : 0)
    }
}

/// What a measurement of integrity is a function of, besides its data.
public struct IntegrityPlan: Sendable, Hashable, Codable {
    public var seed: UInt64
    public var rule: AnswerRule
    /// Tokens of an answer at most.
    public var tokens: Int
    /// Only every so many-th document is asked about.
    public var askEvery: Int

    public init(seed: UInt64, rule: AnswerRule, tokens: Int, askEvery: Int) {
        precondition(tokens > 0 && askEvery > 0, "\(tokens) tokens, every \(askEvery)")
        (self.seed, self.rule, self.tokens, self.askEvery) = (seed, rule, tokens, askEvery)
    }
}

/// Asks about the document that was just absorbed, after every update of one long chain.
///
///     absorb c_u, ask q_u, u = 1, 2, 3, ...                                       Wang et al. 2024, section 4.4
///
/// Questions of several updates go through the model together, each with the pool as it was after its own update.
public struct IntegrityRun: Sendable {
    private let model: MemoryModel
    private let plan: IntegrityPlan
    private let text: RetentionText
    private var chain: UpdateChain
    public private(set) var tally: IntegrityTally
    private var waiting: [Waiting] = []

    private struct Waiting: Sendable {
        let context: ReadingContext
        let prompt: [Int32]
        let answers: [String]
        let updates: Int
    }

    /// - Parameters:
    ///   - chain: a new one, or as far as `tally` has come.
    public init(
        _ model: MemoryModel, plan: IntegrityPlan, text: RetentionText, chain: UpdateChain, tally: IntegrityTally
    ) {
        (self.model, self.plan, self.text) = (model, plan, text)
        (self.chain, self.tally) = (chain, tally)
    }

    public var updates: Int { chain.updates }
    public var image: ChainImage { chain.image }

    /// Absorbs documents until there are `target` updates or a few more, or `step` says that it is enough for now, and
    /// asks about each.
    ///
    /// - Parameters:
    ///   - sideBySide: questions in one pass of the model.
    ///   - document: the document of a number; every one has a question.
    ///   - step: called after every document with the updates and what was answered so far: whether to go on. What
    ///     it throws ends the run.
    public mutating func run<Stop: Error>(
        to target: Int, sideBySide: Int, document: (Int) throws(Stop) -> RetentionDocument,
        step: (Int, IntegrityTally) throws(Stop) -> Bool
    ) throws(Stop) {
        var goesOn = true
        while goesOn, chain.updates < target {
            let number = tally.documents
            let read = try document(number)
            chain.absorb(text.pieces(read.text))
            tally.read()
            if number.isMultiple(of: plan.askEvery) { ask(about: read, number) }
            if waiting.count >= sideBySide { answer() }
            let wanted = try step(chain.updates, tally)
            // Questions go through the model in the same company whenever a run is interrupted.
            if waiting.isEmpty { goesOn = wanted }
        }
        answer()
    }

    private mutating func ask(about document: RetentionDocument, _ number: Int) {
        guard !document.questions.isEmpty else { return }
        var random = CounterGenerator(key: (plan.seed, Self.purpose), place: (UInt64(number), 0, 0))
        let question = document.questions[Int(random.next(below: UInt64(document.questions.count)))]
        waiting.append(
            Waiting(
                context: chain.context, prompt: text.prompt(question.text), answers: question.answers,
                updates: chain.updates))
    }

    private static let purpose: UInt64 = 0x494E_5445_4752_0001

    private mutating func answer() {
        guard !waiting.isEmpty else { return }
        let greedy = GreedyAnswers(decoder: model.decoder, endTokens: text.endTokens, tokensMax: plan.tokens)
        let said = greedy.answers(waiting.map { GreedyPrompt(context: $0.context, tokens: $0.prompt) }).map(text.answer)
        for (one, said) in zip(waiting, said) { tally.note(plan.rule.isHit(said, one.answers), updates: one.updates) }
        waiting = []
    }
}
