internal import Training

/// The share of right answers among the last few hundred.
struct MovingShare: Codable, Equatable {
    private var right = 0.0
    private var answers = 0.0

    mutating func note(_ isRight: Bool) {
        right = right * 0.998 + (isRight ? 1 : 0)
        answers = answers * 0.998 + 1
    }

    mutating func note(_ tally: AnswerTally) {
        for number in 0..<tally.answers { note(number < tally.right) }
    }

    var value: Double? { answers > 0 ? right / answers : nil }
}

extension [String: MovingShare] {
    mutating func note(_ tallies: [String: AnswerTally]) {
        for (topic, tally) in tallies { self[topic, default: MovingShare()].note(tally) }
    }

    /// As measurements of a run.
    var measured: [String: Double] {
        reduce(into: [:]) { $0["right on \($1.key)"] = $1.value.value }
    }
}
