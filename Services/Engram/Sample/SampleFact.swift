internal import Evaluation
internal import Training
internal import Transformer

/// A document, and a question that it answers.
package struct SampleFact: Codable, Equatable, Sendable {
    package let text, question, answer, relation, pool: String

    package init(text: String, question: String, answer: String, relation: String, pool: String) {
        self.text = text
        self.question = question
        self.answer = answer
        self.relation = relation
        self.pool = pool
    }

    /// The prompt's form that the small model was trained on.
    package var prompt: String { "Question: \(question) Answer:" }

    /// Whether `text` is the answer; the final stop does not count.
    package func matches(_ text: String) -> Bool { AnswerRule.exact.isHit(text, [answer]) }
}

/// Makes facts from a seed: of people, towns and companies that no training text names.
package struct SampleFacts {
    private var generator: FactGenerator
    private let length: (String) -> Int
    private let allowed: ClosedRange<Int>

    /// - Parameters:
    ///   - length: the length of a text, such as its tokens.
    ///   - allowed: the lengths that a model was trained on.
    package init(seed: UInt64, length: @escaping (String) -> Int, in allowed: ClosedRange<Int>) {
        var language = FactSettings.plain
        language.names = .evaluation
        generator = FactGenerator(language, random: CounterGenerator(key: (seed, Self.purpose), place: (0, 0, 0)))
        self.length = length
        self.allowed = allowed
    }

    /// Sets these numbers apart from others of the same seed.
    private static let purpose: UInt64 = 0x7361_6D70_6C65_0001

    /// The next document, about somebody or something that no other one is about.
    package mutating func next(pool: String) throws(Failure) -> SampleFact {
        guard let document = generator.document(facts: 1...3, length: length, in: allowed) else {
            let lengths = "\(allowed.lowerBound) to \(allowed.upperBound)"
            throw Failure(.fault, "No sample document of \(lengths) tokens was found.")
        }
        let asked = document.facts[document.facts.count / 2]
        let question = generator.question(on: asked)
        return SampleFact(
            text: document.text, question: question.text, answer: question.answer, relation: question.relation,
            pool: pool)
    }
}
