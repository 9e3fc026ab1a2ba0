internal import Training
internal import Transformer

/// A fact and the ways to ask for it.
struct WordedFact: Sendable {
    let subject, relation, value: String
    /// The plainest first.
    let questions: [String]
    /// With another value, the plainest first.
    let statements: @Sendable (String) -> [String]
    /// What holds with another value, as questions and answers.
    let consequences: @Sendable (String) -> [(question: String, answer: String)]
}

/// Subjects of facts, each with another relation in each of its facts.
struct FactPool: Sendable {
    let subjects: [[WordedFact]]
    /// How many facts of a subject may be edited at most; the others tell whether it is still known.
    let editsMax: Int

    /// Made-up subjects. What is asked follows from the settings, as in `engram train facts`.
    init(madeUp count: Int, facts: Int, settings: FactSettings, seed: UInt64, place: UInt64) {
        var generator = FactGenerator(
            settings, random: CounterGenerator(key: (seed, Self.purpose), place: (place, 0, 0)))
        var subjects: [[WordedFact]] = []
        for _ in 0..<count { subjects.append(generator.facts(facts).map { Self.worded($0, generator) }) }
        self.subjects = subjects
        editsMax = 1
    }

    private static let purpose: UInt64 = 0x4544_4954_4641_4354

    private static func worded(_ fact: Fact, _ generator: FactGenerator) -> WordedFact {
        WordedFact(
            subject: fact.subject.name, relation: fact.relation, value: fact.value,
            questions: generator.questions(on: fact),
            statements: { generator.statements(of: generator.fact(fact, value: $0)) },
            consequences: { value in
                generator.checks(of: generator.fact(fact, value: value)).prefix(1).map { ($0, "yes") }
            })
    }

    /// Places of the factbook, as their fields have them.
    init(known facts: [KnownPhrasings], seed: UInt64) {
        var (order, byPlace): ([String], [String: [KnownPhrasings]]) = ([], [:])
        for fact in facts {
            if byPlace[fact.subject] == nil { order.append(fact.subject) }
            byPlace[fact.subject, default: []].append(fact)
        }
        var random = CounterGenerator(key: (seed, Self.purpose), place: (0, 1, 0))
        subjects = order.shuffled(using: &random).map { place in
            let found = byPlace[place] ?? []
            // The full name of a place stands for it: what holds of the one holds of the other.
            let alias = found.first { $0.relation == "long_name" }?.value
            return found.shuffled(using: &random).map { Self.worded($0, alias: alias) }
        }
        editsMax = 6
    }

    private static func worded(_ fact: KnownPhrasings, alias: String?) -> WordedFact {
        WordedFact(
            subject: fact.subject, relation: fact.relation, value: fact.value, questions: fact.questions(),
            statements: { fact.statements(value: $0) },
            consequences: { value in
                guard let alias, fact.relation != "long_name" else { return [] }
                return fact.questions(about: alias).prefix(1).map { ($0, value) }
            })
    }
}

extension FactPool {
    private init(_ subjects: [[WordedFact]], editsMax: Int) { (self.subjects, self.editsMax) = (subjects, editsMax) }

    /// Without subjects of these names.
    func without(_ names: Set<String>) -> FactPool {
        FactPool(subjects.filter { $0.first.map { !names.contains($0.subject) } ?? false }, editsMax: editsMax)
    }

    /// The first `count` subjects, and the others.
    func split(first count: Int) -> (FactPool, FactPool) {
        (FactPool(Array(subjects.prefix(count)), editsMax: 0),
         FactPool(Array(subjects.dropFirst(count)), editsMax: editsMax))
    }
}
