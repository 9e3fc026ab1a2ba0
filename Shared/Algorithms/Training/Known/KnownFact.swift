public import Transformer

/// A fact about the world, as public data have it, in plain words.
public struct KnownFact: Equatable, Sendable {
    public let statement: String
    public let question: FactQuestion

    private static let valueWordsMax = 8

    /// From a field of the factbook.
    ///
    /// - Parameters:
    ///   - path: section, field and what is below it.
    ///   - text: the field's text, of which the first plain part is the value.
    /// - Returns: nil for fields that are no plain facts, and for places or texts that do not read as words.
    public init?(place: String, path: [String], text: String, random: CounterGenerator) {
        let key = path.map { String($0.trimmedBlanks) }.joined(separator: "/")
        guard let relation = KnownRelation.fields[key], let value = relation.value(text) else { return nil }
        self.init(relation, subject: place, value: value, random: random)
    }

    /// From two things that a sentence puts in a relation.
    ///
    /// - Parameter relationID: Wikidata's identifier of the relation, such as `P25`.
    /// - Returns: nil for a relation without phrasings, and for names that do not read as words.
    public init?(relationID: String, head: String, tail: String, random: CounterGenerator) {
        guard let relation = KnownRelation.properties[relationID], Self.isPlain(tail) else { return nil }
        self.init(relation, subject: head, value: tail, random: random)
    }

    private init?(_ relation: KnownRelation, subject: String, value: String, random: CounterGenerator) {
        guard Self.isPlain(subject: subject, value: value) else { return nil }
        var drawing = ValueDrawing(random, space: .training, inventedShare: 0)
        let sentence = Sentence(
            subject: FactSubject(name: subject, kind: .town, pronoun: .it), value: value)
        statement = sentence.filled(drawing.one(of: relation.statements)).capitalised
        question = FactQuestion(
            kind: .value, text: sentence.filled(drawing.one(of: relation.questions)).capitalised, answer: value,
            person: subject, relation: relation.name)
    }

    /// Whether the two read as words, and the value is short.
    static func isPlain(subject: String, value: String) -> Bool {
        isPlain(subject) && value.split(separator: " ").count <= valueWordsMax && subject != value
    }

    private static func isPlain(_ name: String) -> Bool {
        (2...60).contains(name.count) && name.first?.isLowercase == false
            && !name.contains { "&()[]{}<>;:/".contains($0) }
    }
}

/// A relation of public data.
struct KnownRelation: Sendable {
    /// Which part of a text is the value.
    enum Part: Sendable {
        /// Up to a bracket or a semicolon.
        case head
        /// That, without a comma.
        case name
        /// That, up to the first number.
        case words
        /// What stands in quotation marks.
        case quoted
    }

    let name: String
    var part = Part.head
    let statements, questions: [String]

    init(_ name: String, _ part: Part = .head, says: String, asks: String) {
        (self.name, self.part) = (name, part)
        statements = says.split(separator: "\n").map(String.init)
        questions = asks.split(separator: "\n").map(String.init)
    }

    /// The value in `text`, or nil if there is none of the expected form.
    func value(_ text: String) -> String? {
        guard !text.contains("&") else { return nil }
        let head = text.prefix { !"(;[".contains($0) }.trimmedBlanks
        let value: Substring =
            switch part {
            case .head: head
            case .name: head.contains(",") ? "" : head
            case .words: head.prefix { !$0.isNumber && $0 != "," }.trimmedBlanks
            case .quoted: text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first ?? ""
            }
        return value.isEmpty || value.contains(":") ? nil : String(value)
    }
}

extension StringProtocol {
    var trimmedBlanks: SubSequence {
        let head = drop { $0 == " " }
        guard let last = head.lastIndex(where: { $0 != " " }) else { return head }
        return head[...last]
    }
}
