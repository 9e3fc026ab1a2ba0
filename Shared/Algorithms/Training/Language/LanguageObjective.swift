public import Autograd
public import Transformer

/// First tokens of answers that were the likeliest ones, of so many.
public struct AnswerTally: Sendable, Equatable {
    public var right = 0
    public var answers = 0

    public init(right: Int = 0, answers: Int = 0) { (self.right, self.answers) = (right, answers) }

    public mutating func note(_ isRight: Bool) {
        right += isRight ? 1 : 0
        answers += 1
    }

    static func + (left: Self, right: Self) -> Self {
        AnswerTally(right: left.right + right.right, answers: left.answers + right.answers)
    }

    static func += (left: inout Self, right: Self) { left = left + right }
}

/// What a step of training measured.
public struct StepMeasures: Sendable, Equatable {
    /// Σ weight · loss over all predictions, in nats.
    public var weightedLoss = 0.0
    public var weight = 0.0
    /// First tokens of answers that were the likeliest ones, and how many there were.
    public var right = 0
    public var answers = 0
    /// The same for sequences with a topic, which do not count above.
    public var topics: [String: AnswerTally] = [:]
    /// Tokens that were read.
    public var tokens = 0
    /// Updates that were left out because a gradient was no number.
    public var skipped = 0

    public init() {}

    init(sumOf parts: some Sequence<StepMeasures>) {
        for part in parts { add(part) }
    }

    /// Mean loss of a prediction, in nats.
    public var loss: Double { weight > 0 ? weightedLoss / weight : 0 }

    /// Counts the first token of an answer.
    mutating func note(_ isRight: Bool, _ topic: String?) {
        let tally = AnswerTally(right: isRight ? 1 : 0, answers: 1)
        if let topic { return topics[topic, default: AnswerTally()] += tally }
        right += tally.right
        answers += 1
    }

    public mutating func add(_ other: StepMeasures) {
        weightedLoss += other.weightedLoss
        weight += other.weight
        right += other.right
        answers += other.answers
        topics.merge(other.topics) { $0 + $1 }
        tokens += other.tokens
        skipped += other.skipped
    }
}

/// Next-token prediction of sequences side by side.
///
///     loss = Σ_i weight_i (-ln p(token_i | tokens before)) / Σ_i weight_i
///
/// The output head computes only where something counts. The sequences are divided over a fixed number of tapes, each
/// on one thread, whose gradients are summed in order: the numbers do not depend on the number of threads.
public struct LanguageObjective: Sendable {
    public let decoder: Decoder
    public let selection: ParameterSelection
    public let tapes: Int

    /// - Parameters:
    ///   - selection: parameters whose gradients are wanted; `none` to measure only.
    ///   - tapes: parts of a batch that are computed at the same time.
    public init(_ decoder: Decoder, selection: ParameterSelection, tapes: Int) {
        precondition(tapes > 0, "\(tapes) tapes")
        (self.decoder, self.selection, self.tapes) = (decoder, selection, tapes)
    }

    /// - Returns: the gradients of the mean loss, and what was measured on the way.
    public func evaluate(_ batch: [TrainingSequence]) -> (gradients: Gradients, measures: StepMeasures) {
        let scale = Float(1 / max(batch.reduce(0) { $0 + $1.totalWeight }, .leastNormalMagnitude))
        let parts = batch.balanced(tapes)
        let (gradients, found) = batchGradients(parts.count) { part(parts[$0], scale: scale) }
        return (gradients, StepMeasures(sumOf: found))
    }

    private func part(_ sequences: [TrainingSequence], scale: Float) -> (gradients: Gradients, found: StepMeasures) {
        let tape = Tape(differentiates: selection)
        let groups = sequences.map { RecordedGroup(rows: $0.tokens.count, firstPosition: 0) }
        let longest = groups.reduce(0) { max($0, $1.rows) }
        var evaluator = RecordingEvaluator(
            decoder.configuration, pass: .read, groups: groups, rotary: decoder.rotary.table(length: longest),
            tape: tape)
        let hidden = decoder.hidden(sequences.flatMap(\.tokens), with: &evaluator)
        let measures = Predictions(sequences).score(hidden, decoder, scale: scale, with: &evaluator)
        return (tape.takeGradients(), measures)
    }
}

/// The predictions of sequences that count, as rows of what the decoder gives.
struct Predictions {
    private var rows: [Int] = []
    private var targets: [Int32] = []
    private var weights: [Float] = []
    /// The sequence whose answer a prediction begins; nil for all others.
    private var begins: [Int?] = []
    private var tokens = 0
    private let topics: [String?]

    init(_ sequences: [TrainingSequence]) {
        topics = sequences.map(\.topic)
        for (number, sequence) in sequences.enumerated() {
            let starts = Set(sequence.answerStarts)
            for place in 1..<max(1, sequence.tokens.count) {
                let isFirst = starts.contains(place)
                guard sequence.weights[place] > 0 || isFirst else { continue }
                rows.append(tokens + place - 1)
                targets.append(sequence.tokens[place])
                weights.append(sequence.weights[place])
                begins.append(isFirst ? number : nil)
            }
            tokens += sequence.tokens.count
        }
    }

    /// Adds the losses, times `scale`, to the tape and takes the gradients.
    func score(
        _ hidden: Variable, _ decoder: Decoder, scale: Float, with evaluator: inout RecordingEvaluator
    ) -> StepMeasures {
        scoreEach(hidden, decoder, scale: scale, with: &evaluator).measures
    }

    /// The same, with whether the first token of each answer was the likeliest one, for each sequence.
    func scoreEach(
        _ hidden: Variable, _ decoder: Decoder, scale: Float, with evaluator: inout RecordingEvaluator
    ) -> (measures: StepMeasures, right: [[Bool]]) {
        let (total, measures, right) = loss(hidden, decoder, scale: scale, with: &evaluator)
        if let total { evaluator.tape.backward(from: total) }
        return (measures, right)
    }

    /// The loss on the tape, whose gradients have not been taken; nil where nothing counts.
    func loss(
        _ hidden: Variable, _ decoder: Decoder, scale: Float, with evaluator: inout RecordingEvaluator
    ) -> (total: Variable?, measures: StepMeasures, right: [[Bool]]) {
        var measures = StepMeasures()
        var right = [[Bool]](repeating: [], count: topics.count)
        measures.tokens = tokens
        guard !rows.isEmpty else { return (nil, measures, right) }
        let result = decoder.loss(
            hidden, rows: rows, targets: targets, weights: weights.map { $0 * scale }, choices: true, with: &evaluator)
        for index in rows.indices {
            measures.weightedLoss += Double(weights[index]) * Double(result.losses[index])
            measures.weight += Double(weights[index])
            guard let sequence = begins[index] else { continue }
            let isRight = result.choices[index] == targets[index]
            right[sequence].append(isRight)
            measures.note(isRight, topics[sequence])
        }
        return (result.total, measures, right)
    }
}
