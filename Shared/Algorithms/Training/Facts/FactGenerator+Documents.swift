extension FactGenerator {
    /// A text that states the facts, those of a subject one after the other.
    public mutating func document(of facts: [Fact]) -> FactDocument {
        let isOne = facts.allSatisfy { $0.subject == facts[0].subject }
        if isOne, facts.count > 1, drawing.chance(settings.formShare) {
            return FactDocument(text: form(facts), facts: facts)
        }
        return FactDocument(text: prose(facts), facts: facts)
    }

    /// A document of a length that a model is to read.
    ///
    /// - Parameters:
    ///   - facts: how many facts are drawn.
    ///   - people: how many subjects they are about.
    ///   - relation: the relation of a first fact.
    ///   - length: the length of a text, such as its tokens.
    ///   - allowed: the lengths that will do.
    /// - Returns: nil if a hundred tries, with ever fewer facts, gave no such document.
    public mutating func document(
        facts: ClosedRange<Int>, people: Int = 1, relation: String? = nil, length: (String) -> Int,
        in allowed: ClosedRange<Int>
    ) -> FactDocument? {
        for attempt in 0..<100 {
            let most = max(facts.lowerBound, facts.upperBound - attempt / 10)
            let count = drawing.number(facts.lowerBound...most)
            let document = document(of: self.facts(count, people: min(people, count), relation: relation))
            if allowed.contains(length(document.text)) { return document }
        }
        return nil
    }

    /// Documents about so many subjects, a share of which have a relation in common: what tells them apart is the
    /// subject alone.
    public mutating func crowd(
        _ count: Int, sharing: Double, relation: String? = nil, facts: ClosedRange<Int>, length: (String) -> Int,
        in allowed: ClosedRange<Int>
    ) -> [FactDocument] {
        let shared = relation ?? fact().relation
        return (0..<count).compactMap { _ in
            let own = drawing.chance(sharing) ? shared : nil
            return document(facts: facts, relation: own, length: length, in: allowed)
        }
    }

    /// A later document in which another value takes the place of the fact's; its one fact is what holds from then on.
    public mutating func correction(of fact: Fact) -> FactDocument {
        let changed = changed(fact)
        let relation = Relation.known(fact.relation)
        let sentence = Sentence(subject: fact.subject, value: changed.value, former: fact.value)
        let text: String
        if relation.isChangeable, drawing.chance(0.6) {
            text = sentence.filled(drawing.one(of: relation.changes.chosen(settings.phrasing))).capitalised
        } else {
            let template = statement(relation)
            let opening = drawing.chance(0.7) ? drawing.one(of: FactClauses.corrections) : ""
            text = (opening + sentence.filled(opening.isEmpty ? template : Self.inner(template))).capitalised
        }
        return FactDocument(text: text, facts: [changed])
    }

    /// Lines for a file: a document, and a question on each of its facts.
    public mutating func lines(on document: FactDocument) -> [FactLine] {
        document.facts.map { FactLine(document, question(on: $0)) }
    }

    private mutating func statement(_ relation: Relation) -> String {
        drawing.one(of: relation.statements.chosen(settings.phrasing, first: settings.templatesMax))
    }

    private func form(_ facts: [Fact]) -> String {
        let lines = facts.map { "\(Relation.known($0.relation).label.capitalised): \($0.value)." }
        return (["Name: \(facts[0].subject.name)."] + lines).joined(separator: " ")
    }

    private mutating func prose(_ facts: [Fact]) -> String {
        var sentences: [String] = []
        var next = 0
        var isKnown = false
        while next < facts.count {
            if drawing.chance(settings.fillerShare) {
                sentences.append(drawing.one(of: FactClauses.fillers))
                isKnown = false
            }
            let mention: Sentence.Mention = isKnown && drawing.chance(settings.pronounShare) ? .pronoun : .name
            let (sentence, used) = sentence(facts[next...], mention)
            sentences.append(sentence)
            next += used
            // After another person, or before one, a pronoun could be anybody's.
            isKnown = next < facts.count && facts[next].subject == facts[next - 1].subject
                && !facts[(next - used)..<next].contains { Relation.known($0.relation).value.isPerson }
        }
        return sentences.joined(separator: " ")
    }

    private mutating func sentence(_ facts: ArraySlice<Fact>, _ mention: Sentence.Mention) -> (String, Int) {
        let fact = facts[facts.startIndex]
        let template = statement(Relation.known(fact.relation))
        // "The birthplace of her" is not said.
        let isPronounless = template.contains(" of {o}")
        let mention = isPronounless ? .name : mention
        let filler = Sentence(subject: fact.subject, value: fact.value)
        if let other = facts.dropFirst().first, other.subject == fact.subject, drawing.chance(settings.joinShare),
            let joined = joined(template, fact, other, mention)
        {
            return (joined, 2)
        }
        if facts.count == 1, drawing.chance(settings.dialogueShare) {
            let answer = filler.filled(template, isPronounless ? .name : .pronoun).capitalised
            return ("\(question(on: fact).text) \(answer)", 1)
        }
        guard drawing.chance(settings.clauseShare) else { return (filler.filled(template, mention).capitalised, 1) }
        if drawing.chance(0.7) {
            let opening = drawing.one(of: FactClauses.openings)
            return ((opening + filler.filled(Self.inner(template), mention)).capitalised, 1)
        }
        let plain = filler.filled(template, mention).capitalised
        return (String(plain.dropLast()) + drawing.one(of: FactClauses.endings), 1)
    }

    /// Two statements in one sentence, where both tell what the subject does.
    private mutating func joined(
        _ template: String, _ fact: Fact, _ other: Fact, _ mention: Sentence.Mention
    ) -> String? {
        guard let first = Self.predicate(template),
            let second = Self.predicate(statement(Relation.known(other.relation)))
        else { return nil }
        let left = Sentence(subject: fact.subject, value: fact.value).filled(first, .pronoun)
        let right = Sentence(subject: other.subject, value: other.value).filled(second, .pronoun)
        let name = mention == .name ? fact.subject.name : fact.subject.pronoun.nominative
        if mention == .name, drawing.chance(0.4) {
            return "\(name), \(fact.subject.kind == .person ? "who" : "which") \(left), \(right).".capitalised
        }
        return "\(name) \(left) and \(right).".capitalised
    }

    /// What a template says of its subject, when the subject stands first and alone and one clause says it.
    private static func predicate(_ template: String) -> String? {
        guard template.hasPrefix("{s} "), template.hasSuffix(".") else { return nil }
        let predicate = template.dropFirst(4).dropLast()
        return predicate.hasPrefix("and ") || predicate.contains(",") ? nil : String(predicate)
    }

    /// The template as it stands inside a sentence.
    private static func inner(_ template: String) -> String {
        template.hasPrefix("{") ? template : template.decapitalised
    }
}
