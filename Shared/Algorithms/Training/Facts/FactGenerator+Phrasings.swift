extension FactGenerator {
    /// The fact as it can be stated, the plainest statement first.
    public func statements(of fact: Fact) -> [String] { filled(Relation.known(fact.relation).statements, fact) }

    /// The questions that it answers, the plainest first.
    public func questions(on fact: Fact) -> [String] { filled(Relation.known(fact.relation).questions, fact) }

    /// The questions whether it holds.
    public func checks(of fact: Fact) -> [String] { filled(Relation.known(fact.relation).checks, fact) }

    /// The same subject and relation with another value.
    public func fact(_ fact: Fact, value: String) -> Fact {
        Fact(subject: fact.subject, relation: fact.relation, value: value)
    }

    private func filled(_ phrasings: Phrasings, _ fact: Fact) -> [String] {
        let sentence = Sentence(subject: fact.subject, value: fact.value)
        return phrasings.chosen(settings.phrasing, first: settings.templatesMax).map { sentence.filled($0).capitalised }
    }
}
