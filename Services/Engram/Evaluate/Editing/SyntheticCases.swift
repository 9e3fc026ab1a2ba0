internal import Evaluation
internal import Transformer

/// Cases from facts that a model may know: a fact gets the value of another one of its relation.
struct SyntheticCases {
    /// Facts that are edited.
    let edited: FactPool
    /// Facts that must stay, of other subjects.
    let others: FactPool
    let seed: UInt64

    private static let purpose: UInt64 = 0x4544_4954_4341_5345
    private static let (paraphrasesMax, siblingsMax, likeMax, unlikeMax) = (2, 2, 2, 2)

    /// Half of the facts of a subject at most are edited; the others are its siblings.
    func cases(_ count: Int) -> [EditingCase] {
        let values = valuesByRelation
        var cases: [EditingCase] = []
        for facts in edited.subjects where facts.count > 1 {
            let edits = min(edited.editsMax, facts.count / 2)
            for (number, fact) in facts.prefix(edits).enumerated() where cases.count < count {
                var random = CounterGenerator(
                    key: (seed, Self.purpose), place: (UInt64(cases.count), UInt64(number), 0))
                let choices = (values[fact.relation] ?? []).filter { $0 != fact.value && $0 != fact.subject }
                guard fact.questions.count > 1, let target = choices.randomElement(using: &random) else { continue }
                cases.append(self.case(fact, target, siblings: Array(facts.dropFirst(edits)), &random))
            }
        }
        return cases
    }

    private var valuesByRelation: [String: [String]] {
        var values: [String: [String]] = [:]
        for fact in (edited.subjects + others.subjects).joined() {
            values[fact.relation, default: []].append(fact.value)
        }
        return values
    }

    private func `case`(
        _ fact: WordedFact, _ target: String, siblings: [WordedFact], _ random: inout CounterGenerator
    ) -> EditingCase {
        var made = EditingCase(
            subject: fact.subject, prompt: Self.prompt(fact.questions[0]), target: target, truth: fact.value,
            statement: fact.statements(target).first ?? "")
        made.paraphrases = fact.questions.dropFirst().prefix(Self.paraphrasesMax).map(Self.prompt)
        made.siblings = siblings.shuffled(using: &random).prefix(Self.siblingsMax).map(Self.question)
        let all = others.subjects.flatMap(\.self).shuffled(using: &random)
        let like = all.filter { $0.relation == fact.relation }.prefix(Self.likeMax)
        let unlike = all.filter { $0.relation != fact.relation }.prefix(Self.unlikeMax + Self.likeMax - like.count)
        made.neighbours = (like + unlike).map(Self.question)
        made.consequences = fact.consequences(target).map {
            EditingCase.Question(Self.prompt($0.question), answer: $0.answer)
        }
        return made
    }

    private static func question(_ fact: WordedFact) -> EditingCase.Question {
        EditingCase.Question(prompt(fact.questions[0]), answer: fact.value)
    }

    /// The prompt's form that models with a memory are trained on.
    static func prompt(_ question: String) -> String { "Question: \(question) Answer:" }

    /// A document for each of the subjects that must stay, for a pool to know them.
    var documents: [String] {
        others.subjects.map { facts in
            facts.map { $0.statements($0.value).first ?? "" }.joined(separator: " ")
        }
    }
}
