public import Transformer

/// Makes up facts, documents that state them and questions on them.
///
/// Everything is a function of the settings and of the stream of random numbers that is handed in. No two subjects of
/// one generator have the same name.
public struct FactGenerator: Sendable {
    /// The answer to a question on what nobody has said.
    public static let unknownAnswer = "unknown"
    /// The names of all relations.
    public static let relations = Relation.all.map(\.name)

    public let settings: FactSettings
    var drawing: ValueDrawing
    private let choices: [Relation]
    private var taken: Set<String> = []

    /// - Precondition: the settings name relations that exist.
    public init(_ settings: FactSettings, random: CounterGenerator) {
        self.settings = settings
        drawing = ValueDrawing(random, space: settings.names, inventedShare: settings.inventedShare)
        choices = settings.relations.isEmpty ? Relation.all : settings.relations.map(Relation.known)
    }

    /// A fact of a relation about a subject; what is nil is drawn.
    public mutating func fact(_ relation: String? = nil, about subject: FactSubject? = nil) -> Fact {
        let relation = relation.map(Relation.known) ?? drawing.one(of: choices)
        return fact(relation, subject ?? self.subject(of: relation.subject))
    }

    /// So many facts, dealt out to `people` subjects, each with another relation for each subject.
    ///
    /// - Parameter relation: the relation of the first fact.
    public mutating func facts(_ count: Int, people: Int = 1, relation: String? = nil) -> [Fact] {
        let first = relation.map(Relation.known) ?? drawing.one(of: choices)
        var pool = choices.filter { $0.subject == first.subject && $0.name != first.name }
        let subjects = (0..<max(people, 1)).map { _ in subject(of: first.subject) }
        var facts: [Fact] = []
        for subject in subjects {
            drawing.shuffle(&pool)
            let share = (count + people - 1) / max(people, 1)
            facts += ([first] + pool).prefix(min(share, count - facts.count)).map { fact($0, subject) }
        }
        return facts
    }

    /// Another value for a fact.
    public mutating func changed(_ fact: Fact) -> Fact {
        let relation = Relation.known(fact.relation)
        while true {
            let value = drawing.value(relation.value)
            if value != fact.value { return Fact(subject: fact.subject, relation: fact.relation, value: value) }
        }
    }

    /// A question that the fact answers.
    public mutating func question(on fact: Fact) -> FactQuestion {
        ask(Relation.known(fact.relation).questions, fact, .value, answer: fact.value)
    }

    /// A question whether the fact holds, or, with `no` for an answer, whether the subject has another value.
    ///
    /// - Parameter value: a value that does not hold, such as another person's; nil draws one.
    public mutating func check(of fact: Fact, isTrue: Bool, value: String? = nil) -> FactQuestion {
        let other = value == fact.value ? nil : value
        let asked = isTrue ? fact.value : other ?? changed(fact).value
        let claim = Fact(subject: fact.subject, relation: fact.relation, value: asked)
        return ask(Relation.known(fact.relation).checks, claim, .check, answer: isTrue ? "yes" : "no")
    }

    /// A question on somebody of whom nothing was said.
    public mutating func unknown(_ relation: String? = nil) -> FactQuestion { unstated(fact(relation)) }

    /// A question on a fact that no document states: other things may be known of its subject.
    public mutating func unstated(_ fact: Fact) -> FactQuestion {
        ask(Relation.known(fact.relation).questions, fact, .unknown, answer: Self.unknownAnswer)
    }

    /// The question as a person might put it to an assistant.
    public mutating func request(_ question: FactQuestion) -> String {
        guard drawing.chance(0.3) else { return question.text }
        return drawing.one(of: FactClauses.requests).capitalised + question.text
    }

    private mutating func ask(
        _ phrasings: Phrasings, _ fact: Fact, _ kind: FactQuestion.Kind, answer: String
    ) -> FactQuestion {
        let template = drawing.one(of: phrasings.chosen(settings.phrasing, first: settings.templatesMax))
        let text = Sentence(subject: fact.subject, value: fact.value).filled(template).capitalised
        return FactQuestion(
            kind: kind, text: text, answer: answer, person: fact.subject.name, relation: fact.relation)
    }

    private mutating func fact(_ relation: Relation, _ subject: FactSubject) -> Fact {
        // Nobody is a spouse of himself, and no town stands beside a river of its own name.
        while true {
            let value = drawing.value(relation.value)
            if value != subject.name { return Fact(subject: subject, relation: relation.name, value: value) }
        }
    }

    private mutating func subject(of kind: SubjectKind) -> FactSubject {
        for _ in 0..<1000 {
            let subject = drawing.subject(kind)
            if taken.insert(subject.name).inserted { return subject }
        }
        preconditionFailure("the names are used up after \(taken.count)")
    }
}

extension Relation {
    static func known(_ name: String) -> Relation {
        guard let relation = named[name] else { preconditionFailure("no such relation: \(name)") }
        return relation
    }
}
