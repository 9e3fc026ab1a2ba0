/// A question on a document.
public struct RetentionQuestion: Sendable, Hashable {
    public let text: String
    /// Any of them is right.
    public let answers: [String]
    /// Whom it asks about; nil where nobody says it.
    public let person: String?
    public let relation: String?

    public init(text: String, answers: [String], person: String? = nil, relation: String? = nil) {
        (self.text, self.answers, self.person, self.relation) = (text, answers, person, relation)
    }

    /// Whether an answer to one of them may be taken for an answer to the other.
    func isSame(as other: RetentionQuestion) -> Bool {
        if text == other.text { return true }
        guard let person, person == other.person else { return false }
        return relation == nil || other.relation == nil || relation == other.relation
    }
}

/// What a pool reads, and what it is asked about it.
public struct RetentionDocument: Sendable, Hashable {
    public let text: String
    public var questions: [RetentionQuestion]

    public init(text: String, questions: [RetentionQuestion]) {
        (self.text, self.questions) = (text, questions)
    }
}

/// The documents of an evaluation.
public struct RetentionSet: Sendable {
    public let documents: [RetentionDocument]
    /// Documents that are asked about.
    let targets: [Int]
    /// Documents that come before and after them.
    let fillers: [Int]

    /// - Parameter others: what fills the pools; empty: the documents themselves do.
    public init(_ asked: [RetentionDocument], others: [RetentionDocument] = []) {
        documents = asked + others
        targets = asked.indices.filter { !asked[$0].questions.isEmpty }
        fillers = others.isEmpty ? Array(asked.indices) : Array(asked.count..<documents.count)
    }

    /// Whether there is something to ask, and something else to read.
    public var isUsable: Bool { !targets.isEmpty && fillers.count > 1 }

    /// Documents that are asked about.
    public var targetCount: Int { targets.count }

    /// Whether some document says something on what `questions` ask of another one.
    func isRival(_ document: Int, of target: Int, _ questions: [Int]) -> Bool {
        guard document != target else { return true }
        return documents[document].questions.contains { other in
            questions.contains { documents[target].questions[$0].isSame(as: other) }
        }
    }
}
