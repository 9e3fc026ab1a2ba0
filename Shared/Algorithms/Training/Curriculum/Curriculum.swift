public import Transformer

/// A context and questions that it answers.
public struct CurriculumExample: Equatable, Sendable {
    public struct Query: Equatable, Sendable {
        public let prompt: String
        /// Without a full stop.
        public let answer: String
    }

    public let text: String
    public let queries: [Query]
}

/// The words of the curriculum's tables.
public struct CurriculumWords: Sendable {
    public let names, values, fillers: [String]
    /// Listed values of relations that are words of the vocabulary, for relations with enough of them.
    let relations: [(relation: Relation, values: [String])]

    /// - Parameters:
    ///   - names: words that stand for subjects, such as those of one token.
    ///   - values: words that are asked for.
    ///   - fillers: words that stand between.
    ///   - isSimple: whether a value is short enough for the first sentences, such as one token.
    /// - Precondition: at least 22 names, 2 values and a filler; at least one relation with 8 simple values.
    public init(names: [String], values: [String], fillers: [String], isSimple: (String) -> Bool) {
        (self.names, self.values, self.fillers) = (names, values, fillers)
        relations = Relation.all.filter { $0.subject == .person }.map { relation in
            (relation: relation, values: relation.value.list.filter(isSimple))
        }
        .filter { $0.values.count >= 8 }
        precondition(names.count >= 22 && values.count >= 2 && !fillers.isEmpty, "too few words")
        precondition(!relations.isEmpty, "no relation has eight simple values")
    }

    /// Common words, names and values: what to begin with where no tokenizer narrows the choice.
    public static func ordinary(isSimple: (String) -> Bool = { !$0.contains(" ") }) -> CurriculumWords {
        let lists = NameSpace.training.lists
        let values = Relation.all.flatMap(\.value.list).filter(isSimple)
        return CurriculumWords(
            names: (lists.female + lists.male).filter(isSimple), values: Array(Set(values)).sorted(),
            fillers: FactLists.particles.filter(isSimple), isSimple: isSimple)
    }
}

/// Makes examples of a step.
public struct Curriculum: Sendable {
    public let words: CurriculumWords

    public init(words: CurriculumWords) { self.words = words }

    /// An example that the random numbers determine.
    public func example(_ step: CurriculumStep, random: CounterGenerator) -> CurriculumExample {
        var drawing = ValueDrawing(random, space: .training, inventedShare: 0.7)
        switch step.form {
        case .pairs: return pairs(step, &drawing)
        case .sentences: return sentences(step, &drawing)
        }
    }

    private func pairs(_ step: CurriculumStep, _ drawing: inout ValueDrawing) -> CurriculumExample {
        let names = distinctNames(drawing.number(step.subjects), step, &drawing)
        let values = Array(words.values.prefix(step.valuesMax ?? .max))
        let rows = names.map { ($0, drawing.one(of: values)) }
        let text = rows.map { name, value in "\(padded(name, step, &drawing)) \(value)." }
        let queries = (0..<step.questions).map { _ in
            let (name, value) = drawing.one(of: rows)
            return CurriculumExample.Query(prompt: padded(name, step, &drawing), answer: value)
        }
        return CurriculumExample(text: text.joined(separator: " "), queries: queries)
    }

    private func padded(_ name: String, _ step: CurriculumStep, _ drawing: inout ValueDrawing) -> String {
        let fillers = (0..<drawing.number(step.fillers)).map { _ in drawing.one(of: words.fillers) }
        return ([name] + fillers).joined(separator: " ")
    }

    private func distinctNames(_ count: Int, _ step: CurriculumStep, _ drawing: inout ValueDrawing) -> [String] {
        let listed = Array(words.names.prefix(step.namesMax ?? .max))
        precondition(step.names != .listed || count <= listed.count, "\(count) subjects of \(listed.count) names")
        var names: [String] = []
        while names.count < count {
            let name: String =
                switch step.names {
                case .listed: drawing.one(of: listed)
                case .twoListed: "\(drawing.one(of: listed)) \(drawing.one(of: listed))"
                case .invented: drawing.person().name
                }
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func sentences(_ step: CurriculumStep, _ drawing: inout ValueDrawing) -> CurriculumExample {
        let names = distinctNames(drawing.number(step.subjects), step, &drawing)
        let choices: [(relation: Relation, values: [String])] =
            step.hasListedValues
            ? words.relations : Relation.all.filter { $0.subject == .person }.map { (relation: $0, values: []) }
        var shared = choices
        drawing.shuffle(&shared)
        let isShared = drawing.chance(step.sharing)
        var facts: [(Relation, Sentence)] = []
        for name in names {
            let subject = FactSubject(name: name, kind: .person, pronoun: drawing.chance(0.5) ? .she : .he)
            if !isShared { drawing.shuffle(&shared) }
            for (relation, values) in shared.prefix(drawing.number(step.factsPerSubject)) {
                let value = values.isEmpty ? drawing.value(relation.value) : drawing.one(of: values)
                facts.append((relation, Sentence(subject: subject, value: value)))
            }
        }
        let text = facts.map { relation, sentence in
            sentence.filled(phrase(relation.statements, step, &drawing)).capitalised
        }
        let queries = (0..<step.questions).map { _ in
            let (relation, sentence) = drawing.one(of: facts)
            let question = sentence.filled(phrase(relation.questions, step, &drawing)).capitalised
            return CurriculumExample.Query(prompt: "Question: \(question) Answer:", answer: sentence.value)
        }
        return CurriculumExample(text: text.joined(separator: " "), queries: queries)
    }

    private func phrase(_ phrasings: Phrasings, _ step: CurriculumStep, _ drawing: inout ValueDrawing) -> String {
        drawing.one(of: phrasings.chosen(.training, first: step.templatesMax))
    }
}
