internal import Datasets
internal import Evaluation

/// Sets of facts to correct.
package enum EditingSetName: String, CaseIterable, Sendable {
    case synthetic, zsre, counterfact, known
}

extension EditingCase {
    /// A record of ZsRE or CounterFact.
    init(_ record: EditRecord) {
        self.init(
            subject: record.subject, prompt: Self.asked(record.prompt), target: record.target, truth: record.truth,
            statement: Self.stated(record.prompt, record.target))
        paraphrases = record.paraphrase.map { [Self.asked($0)] } ?? []
        neighbours = record.locality.map { [Question(Self.asked($0.prompt), answer: $0.answer)] } ?? []
        consequences = record.portability.map { [Question(Self.asked($0.prompt), answer: $0.answer)] } ?? []
    }

    /// Records of known_1000, which name no other answer: each gets the one of the next record of its relation that
    /// differs; others of the relation are its neighbours.
    static func cases(_ records: [KnownFactRecord]) -> [EditingCase] {
        let byRelation = Dictionary(grouping: records.indices) { records[$0].relationID }
        return records.indices.compactMap { index in
            let (record, all) = (records[index], byRelation[records[index].relationID] ?? [])
            let place = all.firstIndex(of: index) ?? 0
            let rest = (all[(place + 1)...] + all[..<place]).map { records[$0] }
            guard let other = rest.first(where: { $0.attribute != record.attribute }) else { return nil }
            var made = EditingCase(
                subject: record.subject, prompt: asked(record.prompt), target: other.attribute,
                truth: record.attribute, statement: stated(record.prompt, other.attribute))
            made.neighbours = rest.filter { $0.subject != record.subject }.prefix(2).map {
                Question(asked($0.prompt), answer: $0.attribute)
            }
            return made
        }
    }

    /// Questions in the form that models with a memory are trained on; the beginnings of sentences as they are.
    private static func asked(_ prompt: String) -> String {
        let marker = "nq question: "
        if prompt.hasPrefix(marker) { return SyntheticCases.prompt(prompt.dropFirst(marker.count) + "?") }
        return prompt.hasSuffix("?") ? SyntheticCases.prompt(prompt) : prompt
    }

    private static func stated(_ prompt: String, _ target: String) -> String { "\(asked(prompt)) \(target)." }
}
