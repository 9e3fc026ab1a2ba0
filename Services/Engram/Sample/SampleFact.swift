/// A document about one invented person, and a question that it answers.
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

    /// Whether `text` is the answer; blanks and the final stop do not count.
    package func matches(_ text: String) -> Bool { Self.isSame(text, answer) }

    static func isSame(_ left: String, _ right: String) -> Bool { bare(left) == bare(right) }

    private static func bare(_ text: String) -> String {
        let letters = text.filter { !$0.isWhitespace }
        return letters.hasSuffix(".") ? String(letters.dropLast()) : letters
    }
}

/// Makes facts from a seed.
package struct SampleFacts: Sendable {
    private var names: SampleNames
    private let fits: @Sendable (String) -> Bool
    private var taken: Set<String> = []

    /// - Parameter fits: whether a document has a length that the model was trained on.
    package init(seed: UInt64, fits: @escaping @Sendable (String) -> Bool) {
        names = SampleNames(seed: seed)
        self.fits = fits
    }

    private static let triesMax = 10_000

    /// The next document: two statements about a person whom no other document is about.
    package mutating func next(pool: String) throws(Failure) -> SampleFact {
        for _ in 0..<Self.triesMax {
            let person = names.person()
            let fact = draw(about: person, pool: pool)
            guard fits(fact.text), taken.insert(person).inserted else { continue }
            return fact
        }
        throw Failure(.fault, "No sample document of a fitting length was found in \(Self.triesMax) tries.")
    }

    private mutating func draw(about person: String, pool: String) -> SampleFact {
        let first = names.number(0...SampleRelation.all.count - 1)
        let second = (first + names.number(1...SampleRelation.all.count - 1)) % SampleRelation.all.count
        let drawn = [first, second].map { index -> (relation: SampleRelation, value: String, text: String) in
            let relation = SampleRelation.all[index]
            let value = relation.value(&names)
            return (relation, value, names.one(of: relation.statements).about(person, value))
        }
        let asked = names.one(of: drawn)
        return SampleFact(
            text: drawn.map(\.text).joined(separator: " "),
            question: names.one(of: asked.relation.questions).about(person),
            answer: asked.value, relation: asked.relation.name, pool: pool)
    }
}
