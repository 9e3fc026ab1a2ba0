public import Editing

/// What is asked about one edit.
public struct EditProbe: Sendable, Hashable {
    public struct Question: Sendable, Hashable {
        public let prompt: [Int32]
        public let answer: [Int32]

        public init(prompt: [Int32], answer: [Int32]) {
            self.prompt = prompt
            self.answer = answer
        }
    }

    /// The edit's own prompt and target.
    public let edit: Question
    /// The same in other words.
    public let paraphrases: [Question]
    /// Prompts that have nothing to do with it.
    public let neighbours: [Question]
    /// What follows from it.
    public let consequences: [Question]

    public init(
        edit: Question, paraphrases: [Question] = [], neighbours: [Question] = [], consequences: [Question] = []
    ) {
        self.edit = edit
        self.paraphrases = paraphrases
        self.neighbours = neighbours
        self.consequences = consequences
    }
}

/// Scores of edits by one protocol; nil where nothing was asked.
public struct EditScores: Sendable, Hashable {
    public var reliability: Double
    public var generalisation: Double?
    public var locality: Double?
    public var portability: Double?

    public init(reliability: Double, generalisation: Double?, locality: Double?, portability: Double?) {
        self.reliability = reliability
        self.generalisation = generalisation
        self.locality = locality
        self.portability = portability
    }

    /// Of several edits, each counting alike.
    public init(mean scores: [EditScores]) {
        func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : Means.arithmetic(values) }
        reliability = Means.arithmetic(scores.map(\.reliability))
        generalisation = mean(scores.compactMap(\.generalisation))
        locality = mean(scores.compactMap(\.locality))
        portability = mean(scores.compactMap(\.portability))
    }

    private var three: [Double] { [reliability, generalisation, locality].compactMap(\.self) }
    /// Of reliability, generalisation and locality.
    public var harmonic: Double { Means.harmonic(three) }
    public var arithmetic: Double { Means.arithmetic(three) }
}

extension EditProbe {
    /// Scores by token accuracy; locality is the share of tokens that the model chooses as before the edit.
    public func scores(_ edited: EditedModel, before: EditedModel) -> EditScores {
        func accuracy(_ questions: [Question]) -> Double? {
            guard !questions.isEmpty else { return nil }
            return Means.arithmetic(questions.map {
                agreement($0.answer, edited.forced($0.prompt, target: $0.answer).choices)
            })
        }
        let kept = neighbours.map { question in
            agreement(
                before.forced(question.prompt, target: question.answer).choices,
                edited.forced(question.prompt, target: question.answer).choices)
        }
        return EditScores(
            reliability: accuracy([edit]) ?? 0, generalisation: accuracy(paraphrases),
            locality: kept.isEmpty ? nil : Means.arithmetic(kept), portability: accuracy(consequences))
    }
}
