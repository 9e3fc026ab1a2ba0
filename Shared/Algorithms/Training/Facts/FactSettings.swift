/// How rich the generator's language is, and whose names and sentences it uses.
public struct FactSettings: Codable, Equatable, Sendable {
    public var names = NameSpace.training
    public var phrasing = FactPhrasing.training
    /// Only the first so many sentences of each relation, the plainest ones; nil for all.
    public var templatesMax: Int?
    /// Names of relations; empty for all of them.
    public var relations: [String] = []
    /// The share of names and places made of syllables; the others are from lists.
    public var inventedShare = 0.6
    /// The share of later mentions of a subject that are pronouns.
    public var pronounShare = 0.5
    /// The share of neighbouring statements about a subject that become one sentence.
    public var joinShare = 0.25
    /// The share of sentences with words before or after the statement.
    public var clauseShare = 0.15
    /// The share of places between sentences that a sentence without a fact takes.
    public var fillerShare = 0.15
    /// The share of documents that are a form to be filled in, and of those that end in a question and its answer.
    public var formShare = 0.04, dialogueShare = 0.04

    public init() {}

    /// Statements one after the other, each with the name, and nothing else.
    public static var plain: FactSettings {
        var settings = FactSettings()
        (settings.pronounShare, settings.joinShare, settings.clauseShare) = (0, 0, 0)
        (settings.fillerShare, settings.formShare, settings.dialogueShare) = (0, 0, 0)
        return settings
    }

    /// Other names and other sentences than training has.
    public static var evaluation: FactSettings {
        var settings = FactSettings()
        (settings.names, settings.phrasing) = (.evaluation, .kept)
        return settings
    }
}
