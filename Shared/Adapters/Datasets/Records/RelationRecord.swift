public import Bytes

/// A sentence in which two things stand in a named relation: a line of FewRel.
public struct RelationRecord: LineRecord {
    public let relationID: String
    public let relation: String
    /// With blanks between tokens taken out where writing has none.
    public let sentence: String
    /// As the sentence writes them.
    public let head, tail: String

    public init(_ line: JSON) throws(RecordError) {
        relationID = try line.text("relation_id")
        relation = try line.text("relation")
        let tokens = try line.texts("tokens")
        guard (1...1000).contains(tokens.count) else { throw RecordError("tokens holds \(tokens.count) words") }
        sentence = DetokenizedText.joined(tokens)
        head = try Self.mention(line["head"], tokens)
        tail = try Self.mention(line["tail"], tokens)
    }

    private static func mention(_ entity: JSON?, _ tokens: [String]) throws(RecordError) -> String {
        guard let places = entity?["positions"]?.array?.first?.array?.compactMap(\.integer), !places.isEmpty else {
            throw RecordError("head or tail has no positions")
        }
        guard places.allSatisfy(tokens.indices.contains) else { throw RecordError("a position is outside of tokens") }
        return DetokenizedText.joined(places.map { tokens[$0] })
    }

    public var texts: [String] { [sentence] }
}

/// A way to say a relation: a line of ParaRel, with `[X]` for the subject and `[Y]` for the object.
public struct PatternRecord: LineRecord {
    public let relationID: String
    public let relation: String
    public let pattern: String

    public init(_ line: JSON) throws(RecordError) {
        relationID = try line.text("relation_id")
        relation = try line.text("relation")
        pattern = try line.text("pattern").replacing(" .", with: ".").replacing(" ,", with: ",")
        guard pattern.contains("[X]"), pattern.contains("[Y]") else { throw RecordError("pattern lacks [X] or [Y]") }
    }

    public func filled(subject: String, object: String) -> String {
        pattern.replacing("[X]", with: subject).replacing("[Y]", with: object)
    }

    public var texts: [String] { [pattern] }
}
