/// A fact about the world in all its words: what `KnownFact` draws one statement and one question from.
public struct KnownPhrasings: Equatable, Sendable {
    public let subject, relation, value: String
    private let says, asks: [String]

    /// From a field of the factbook; nil where `KnownFact` makes nothing of it.
    public init?(place: String, path: [String], text: String) {
        let key = path.map { String($0.trimmedBlanks) }.joined(separator: "/")
        guard let relation = KnownRelation.fields[key], let value = relation.value(text) else { return nil }
        guard KnownFact.isPlain(subject: place, value: value) else { return nil }
        (subject, self.relation, self.value) = (place, relation.name, value)
        (says, asks) = (relation.statements, relation.questions)
    }

    /// The statements with another value.
    public func statements(value: String) -> [String] { says.map { filled($0, subject, value) } }

    /// The questions, also by another name of the subject.
    public func questions(about name: String? = nil) -> [String] { asks.map { filled($0, name ?? subject, value) } }

    private func filled(_ template: String, _ name: String, _ value: String) -> String {
        Sentence(subject: FactSubject(name: name, kind: .town, pronoun: .it), value: value)
            .filled(template).capitalised
    }
}
