internal import Transformer

/// Texts, questions and answers one after the other, in tokens.
struct SequenceDraft {
    private(set) var tokens: [Int32] = []
    private var answers: [Range<Int>] = []
    private var statements: [Range<Int>] = []

    /// A text that is read, of which little is learned by heart.
    mutating func read(_ text: [Int32]) { tokens += text }

    /// A text that is learned.
    mutating func state(_ text: [Int32]) {
        statements.append(tokens.count..<tokens.count + text.count)
        tokens += text
    }

    /// - Parameter answer: with what ends it.
    mutating func ask(_ prompt: [Int32], answer: [Int32]) {
        tokens += prompt
        answers.append(tokens.count..<tokens.count + answer.count)
        tokens += answer
    }

    /// - Parameter statementWeight: what a token of a statement counts; an answer's counts 1.
    func sequence(
        _ weighting: AnswerWeighting, statementWeight: Float = 0, topic: String? = nil,
        using random: inout CounterGenerator
    ) -> TrainingSequence {
        var sequence = TrainingSequence(
            tokens: tokens, answers: answers, othersShare: weighting.othersShare,
            othersWeight: weighting.othersWeight, using: &random)
        for place in statements.joined() where place > 0 { sequence.weights[place] = statementWeight }
        sequence.topic = topic
        return sequence
    }
}
