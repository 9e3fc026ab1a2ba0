public import Bytes

/// A fact that a model may know: a line of known_1000.
public struct KnownFactRecord: LineRecord {
    public let subject: String
    public let prompt: String
    /// What the fact says of the subject.
    public let attribute: String

    public init(_ line: JSON) throws(RecordError) {
        subject = try line.text("subject")
        prompt = try line.text("prompt")
        attribute = try line.text("attribute")
        guard !subject.isEmpty, !attribute.isEmpty, prompt.contains(subject) else {
            throw RecordError("a member is empty, or the prompt does not contain the subject")
        }
    }

    public var texts: [String] { ["\(prompt) \(attribute)"] }
}
