/// A kind of fact, and the ways to say it, to ask for it and to take it back.
///
/// In the sentences `{s}`, `{o}` and `{p}` stand for the subject as nominative, object and possessive (a name or,
/// later in a document, a pronoun), `{n}` for its name, `{h}` for its pronoun, `{v}` for the value, `{a}` for the
/// value behind an indefinite article, `{w}` and `{aw}` for a value that no longer holds. The first statement is the
/// plainest. The last two statements and questions, and the last check and change, are kept for evaluation.
struct Relation: Sendable {
    let name: String
    let subject: SubjectKind
    let value: ValueKind
    let statements, questions, checks, changes: Phrasings

    init(
        _ name: String, of subject: SubjectKind, value: ValueKind, says: String, asks: String, checks: String,
        changes: String = ""
    ) {
        (self.name, self.subject, self.value) = (name, subject, value)
        statements = Phrasings(says, kept: 2)
        questions = Phrasings(asks, kept: 2)
        self.checks = Phrasings(checks, kept: 1)
        self.changes = Phrasings(changes, kept: 1)
    }

    /// Whether a value may be followed by another one.
    var isChangeable: Bool { !changes.training.isEmpty }

    /// The name as a heading of a form.
    var label: String { name.replacing("_", with: " ") }

    static let all: [Relation] =
        life + family + people + acquaintances + work + offices + tastes + pastimes + things + affairs + companies
        + towns

    static let named: [String: Relation] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}

/// Sentences with the same meaning, some of them kept for evaluation.
struct Phrasings: Sendable {
    let training: [String]
    let kept: [String]

    init(_ lines: String, kept count: Int) {
        let all = lines.split(separator: "\n").map(String.init)
        training = all.dropLast(count)
        kept = all.suffix(count)
    }

    /// - Parameter first: only the first so many for training; nil for all of them.
    func chosen(_ phrasing: FactPhrasing, first: Int? = nil) -> [String] {
        switch phrasing {
        case .training: first.map { Array(training.prefix($0)) } ?? training
        case .kept: kept
        case .all: training + kept
        }
    }
}

/// Which sentences are drawn from.
public enum FactPhrasing: String, Codable, CaseIterable, Sendable {
    case training
    /// Those that no training document and question has.
    case kept
    case all
}

/// What a fact is about.
enum SubjectKind: Sendable { case person, company, town, festival, project }
