internal import Foundation

/// What is measured of the answer to a question.
public enum EditingMetric: String, Codable, CaseIterable, Sendable {
    /// The share of the answer's tokens that are likeliest after those before them.
    case tokenAccuracy
    /// 1 where all of them are.
    case exact
    /// The share of tokens that greedy decoding gives at their places.
    case greedyMatch
    /// 1 where greedy decoding gives the answer and then ends, or begins another sentence.
    case greedyExact
    /// 1 where the greedy text contains the answer, whatever its case.
    case substring
    /// 1 where the answer is likelier than what it is compared with: the fact as it was, and for a neighbour the
    /// edit's target; by the mean loss of their tokens.
    case likelier
    /// How much likelier: the difference of the probabilities.
    case lead
    /// The mean of -ln p of the answer's tokens.
    case loss
    /// The share of tokens chosen as before at the places of the right answer.
    case agreement
    /// The share of tokens of the greedy answer from before that are still likeliest, and where all of them are.
    case kept, keptExact
    /// 1 where an answer that was right before is still given; nothing where it was wrong.
    case keptRight
}

/// Sums of measures, by when, of which kind of question, and what.
public struct EditingTallies: Codable, Hashable, Sendable {
    private var tallies: [String: Tally] = [:]

    public init() {}

    private static func key(_ time: ScoringTime, _ kind: EditingQuestionKind, _ metric: EditingMetric) -> String {
        "\(time.rawValue).\(kind.rawValue).\(metric.rawValue)"
    }

    /// Nil where nothing was measured.
    public subscript(_ time: ScoringTime, _ kind: EditingQuestionKind, _ metric: EditingMetric) -> Tally? {
        tallies[Self.key(time, kind, metric)]
    }

    public mutating func add(
        _ value: Double, _ time: ScoringTime, _ kind: EditingQuestionKind, _ metric: EditingMetric
    ) {
        guard value.isFinite else { return }
        tallies[Self.key(time, kind, metric), default: Tally()].add(value)
    }

    public mutating func add(_ other: EditingTallies) {
        tallies.merge(other.tallies) { mine, theirs in
            var sum = mine
            sum.add(theirs)
            return sum
        }
    }
}

extension EditingTallies {
    /// Notes what a model says to the questions of a case.
    mutating func add(
        _ readings: [QuestionReading?], to one: SpelledCase, before: [AnswerBefore], at time: ScoringTime,
        _ spelling: EditingSpelling
    ) {
        for (number, question) in one.questions.enumerated() {
            add(readings[number], to: question, before: before[number], at: time, spelling)
        }
    }

    private mutating func add(
        _ reading: QuestionReading?, to question: SpelledCase.Question, before: AnswerBefore, at time: ScoringTime,
        _ spelling: EditingSpelling
    ) {
        func note(_ metric: EditingMetric, _ value: Double) { add(value, time, question.kind, metric) }
        let choices = reading?.forced.choices ?? []
        let isExact = choices == question.answer
        let isRight = isExact && reading?.ends == true
        note(.tokenAccuracy, agreement(question.answer, choices))
        note(.exact, isExact ? 1 : 0)
        note(.greedyExact, isRight ? 1 : 0)
        if let losses = reading?.forced.losses, !losses.isEmpty {
            let loss = Means.arithmetic(losses)
            note(.loss, loss)
            if let other = reading?.otherLoss {
                note(.likelier, loss < other ? 1 : 0)
                note(.lead, exp(-loss) - exp(-other))
            }
        }
        guard question.kind.isLocal else {
            note(.greedyMatch, isExact ? 1 : agreement(question.answer, reading?.said ?? []))
            note(.substring, isExact || says(reading?.said, question.answer, spelling) ? 1 : 0)
            return
        }
        let kept = reading?.kept ?? 0
        note(.agreement, agreement(before.choices, choices))
        note(.kept, kept)
        note(.keptExact, kept == 1 ? 1 : 0)
        if before.isRight { note(.keptRight, isRight ? 1 : 0) }
    }

    private func says(_ said: [Int32]?, _ answer: [Int32], _ spelling: EditingSpelling) -> Bool {
        func bare(_ tokens: [Int32]) -> String { spelling.decode(tokens).lowercased().filter { !$0.isWhitespace } }
        let wanted = bare(answer)
        return said.map { !wanted.isEmpty && bare($0).contains(wanted) } ?? false
    }

    /// Notes what was right before anything was corrected.
    mutating func add(_ before: [AnswerBefore], of one: SpelledCase) {
        for (question, answer) in zip(one.questions, before) {
            add(agreement(question.answer, answer.choices), .before, question.kind, .tokenAccuracy)
            if question.kind.isLocal { add(answer.isRight ? 1 : 0, .before, question.kind, .greedyExact) }
        }
    }
}
