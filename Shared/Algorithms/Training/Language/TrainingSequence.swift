/// A sequence to learn from: its tokens, and what each of them counts when it is predicted from those before.
public struct TrainingSequence: Equatable, Sendable {
    public var tokens: [Int32]
    /// What the loss of predicting each token counts; the first token's is 0.
    public var weights: [Float]
    /// Places of tokens that begin an answer, ascending.
    public var answerStarts: [Int]
    /// What its answers are counted under; nil: under what is being learned.
    public var topic: String?

    /// - Precondition: as many weights as tokens, at least one; answers begin inside.
    public init(tokens: [Int32], weights: [Float], answerStarts: [Int] = []) {
        precondition(!tokens.isEmpty && weights.count == tokens.count, "\(weights.count) of \(tokens.count) weights")
        precondition(answerStarts.allSatisfy { 1..<tokens.count ~= $0 }, "answers at \(answerStarts)")
        self.tokens = tokens
        self.weights = weights
        self.weights[0] = 0
        self.answerStarts = answerStarts
    }

    /// A text of which every token counts the same.
    public init(text tokens: [Int32], weight: Float = 1) {
        self.init(tokens: tokens, weights: Array(repeating: weight, count: tokens.count))
    }

    /// Answers count 1, and `share` of the other tokens, drawn at random, count `weight`: enough to keep the model a
    /// language model while the answers are learned.
    public init<Generator: RandomNumberGenerator>(
        tokens: [Int32], answers: [Range<Int>], othersShare share: Double, othersWeight weight: Float,
        using generator: inout Generator
    ) {
        var weights = tokens.map { _ in Double.random(in: 0..<1, using: &generator) < share ? weight : 0 }
        for answer in answers { for place in answer { weights[place] = 1 } }
        self.init(tokens: tokens, weights: weights, answerStarts: answers.map(\.lowerBound))
    }

    /// With another sequence behind it.
    func followed(by other: TrainingSequence, topic: String?) -> TrainingSequence {
        var whole = TrainingSequence(
            tokens: tokens + other.tokens, weights: weights + other.weights,
            answerStarts: answerStarts + other.answerStarts.map { $0 + tokens.count })
        whole.topic = topic
        return whole
    }

    /// What all its predictions count together.
    public var totalWeight: Double { weights.reduce(0) { $0 + Double($1) } }
}

extension Array where Element == TrainingSequence {
    public var tokenCount: Int { reduce(0) { $0 + $1.tokens.count } }

    /// `parts` lists of about the same number of tokens, always the same ones for the same sequences.
    func balanced(_ parts: Int) -> [[TrainingSequence]] {
        var lists = [[TrainingSequence]](repeating: [], count: parts)
        var tokens = [Int](repeating: 0, count: parts)
        for sequence in self {
            let least = tokens.indices.min { (tokens[$0], $0) < (tokens[$1], $1) } ?? 0
            lists[least].append(sequence)
            tokens[least] += sequence.tokens.count
        }
        return lists.filter { !$0.isEmpty }
    }
}
