public import Bytes

/// A fact that language models know: a line of known_1000.
public struct KnownFactRecord: LineRecord {
    public let subject, prompt, attribute: String
    /// Wikidata's identifier of the relation; empty where the line has none.
    public let relationID: String

    public init(_ line: JSON) throws(RecordError) {
        subject = try line.text("subject")
        prompt = try line.text("prompt").trimmed
        attribute = try line.text("attribute").trimmed
        relationID = line["relation_id"]?.string ?? ""
        guard !subject.isEmpty, !attribute.isEmpty else { throw RecordError("subject or attribute is empty") }
        guard prompt.contains(subject) else { throw RecordError("the prompt does not hold the subject") }
    }

    public var texts: [String] { ["\(prompt) \(attribute)"] }
}
