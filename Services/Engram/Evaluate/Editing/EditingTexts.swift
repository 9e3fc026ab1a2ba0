internal import Datasets

/// Texts that belong to no case: for what a method computes beforehand, and to see what an edit does to the model.
struct EditingTexts {
    /// Prompts that have nothing to do with any edit.
    let prompts: [String]
    /// Texts whose perplexity is measured.
    let fixed: [String]
    /// Texts for the moments of keys.
    let ordinary: [String]
    /// That a fact is copied, found in other words, and left alone.
    let demonstrations: [String]

    private static let (promptCount, fixedCount, ordinaryCount) = (64, 12, 400)
    /// Subjects that there should be facts about.
    static let subjects = 220

    /// - Parameters:
    ///   - apart: facts that belong to no case.
    ///   - file: lines with a text; nil for statements of those facts, with a question and its answer behind each.
    init(_ apart: FactPool, file: String?, scratch: String, warn: (String) -> Void) throws(Failure) {
        let facts = apart.subjects
        prompts = facts.prefix(Self.promptCount).compactMap { $0.first?.questions.first.map(SyntheticCases.prompt) }
        demonstrations = Self.demonstrations(facts)
        let texts: [String]
        if let file { texts = try Self.texts(file, scratch, warn) } else { texts = Self.made(facts) }
        (fixed, ordinary) = (Array(texts.prefix(Self.fixedCount)), Array(texts.dropFirst(Self.fixedCount)))
    }

    private static func made(_ facts: [[WordedFact]]) -> [String] {
        facts.joined().prefix(fixedCount + ordinaryCount).map { fact in
            let statement = fact.statements(fact.value).first ?? ""
            return "\(statement) \(SyntheticCases.prompt(fact.questions[0])) \(fact.value)."
        }
    }

    private static func texts(
        _ path: String, _ scratch: String, _ warn: (String) -> Void
    ) throws(Failure) -> [String] {
        do throws(DatasetsError) {
            var reader = try DatasetReader<TextRecord>(
                try DatasetFile(path: path, scratch: scratch), order: .shuffled(seed: 1))
            var texts: [String] = []
            while texts.count < fixedCount + ordinaryCount, let record = try reader.next(report: { warn("\($0)") }) {
                texts.append(String(record.text.prefix(1000)))
            }
            return texts
        } catch {
            throw Failure(.data, "\(error)")
        }
    }

    private static func demonstrations(_ facts: [[WordedFact]]) -> [String] {
        func said(_ fact: WordedFact, _ place: Int) -> String {
            "\(SyntheticCases.prompt(fact.questions[min(place, fact.questions.count - 1)])) \(fact.value)."
        }
        guard facts.count > 2, facts[2].count > 1 else { return [] }
        let pairs = [
            [said(facts[0][0], 0), said(facts[0][0], 0)], [said(facts[1][0], 0), said(facts[1][0], 1)],
            [said(facts[2][0], 0), said(facts[2][1], 0)],
        ]
        return pairs.map { $0.joined(separator: " ") }
    }
}
