public import Tokenization
public import Transformer

/// Sequences of facts about the world, to be known with nothing to read them from: statements, and questions with
/// their answers.
public struct KnownLessons: Sendable {
    /// What its answers are counted under.
    public static let topic = "known facts"

    private let tokenizer: Tokenizer
    private let eos: Int32
    private let weighting: AnswerWeighting
    private let statementShare: Double
    private let statementWeight: Float

    /// - Parameters:
    ///   - statementShare: of facts that are stated; all others are asked for.
    ///   - statementWeight: what a token of a statement counts; an answer's counts 1.
    public init(
        tokenizer: Tokenizer, eos: Int32, weighting: AnswerWeighting, statementShare: Double, statementWeight: Float
    ) {
        (self.tokenizer, self.eos, self.weighting) = (tokenizer, eos, weighting)
        (self.statementShare, self.statementWeight) = (statementShare, statementWeight)
    }

    /// The facts one after the other, each in a text of its own: `statement<eos>` or `question answer<eos>`.
    ///
    /// - Precondition: there is a fact.
    public func sequence(_ facts: [KnownFact], using random: inout CounterGenerator) -> TrainingSequence {
        var draft = SequenceDraft()
        for fact in facts {
            if random.nextUnit() < statementShare {
                draft.state(tokenizer.encode(fact.statement) + [eos])
            } else {
                draft.ask(
                    tokenizer.encode(fact.question.prompt),
                    answer: tokenizer.encode(" \(fact.question.completion)") + [eos])
            }
        }
        return draft.sequence(weighting, statementWeight: statementWeight, topic: Self.topic, using: &random)
    }
}
