/// That a subject stands in a relation to a value.
public struct Fact: Equatable, Sendable {
    public let subject: FactSubject
    /// One of `FactGenerator.relations`.
    public let relation: String
    /// As documents write it and as an answer says it, without an article.
    public let value: String
}

/// A text and what can be learned from it.
public struct FactDocument: Equatable, Sendable {
    public let text: String
    public let facts: [Fact]
}

/// A question and the only answer that is right.
public struct FactQuestion: Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// Asks for a value.
        case value
        /// Asks whether a fact holds: `yes` or `no`.
        case check
        /// Asks for what nobody has said: `unknown`.
        case unknown
    }

    public let kind: Kind
    public let text: String
    /// Without a full stop.
    public let answer: String
    public let person: String
    public let relation: String

    /// The prompt of a model that completes.
    public var prompt: String { "Question: \(text) Answer:" }

    /// What follows the prompt, or stands as the assistant's message, before the end of the sequence.
    public var completion: String { "\(answer)." }
}

/// A line of a file of facts, as `engram evaluate retention --file` reads it.
public struct FactLine: Codable, Equatable, Sendable {
    public let document, question, answer, person, relation: String

    public init(_ document: FactDocument, _ question: FactQuestion) {
        self.document = document.text
        self.question = question.text
        answer = question.answer
        person = question.person
        relation = question.relation
    }
}
