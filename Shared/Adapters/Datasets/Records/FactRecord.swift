public import Bytes

/// A question on a document, as `engram train facts` and anybody else writes them; a document may have several lines.
public struct FactRecord: LineRecord {
    public let document: String
    public let question: String
    /// At least one; any of them is right.
    public let answers: [String]
    public let person: String?
    public let relation: String?

    public init(_ line: JSON) throws(RecordError) {
        document = try line.text("document")
        question = try line.text("question")
        answers = try line.texts("answer").filter { answer in answer.contains { !$0.isWhitespace } }
        person = line["person"]?.string
        relation = line["relation"]?.string
        guard !document.isEmpty, !question.isEmpty, !answers.isEmpty else {
            throw RecordError("document, question or answer is empty")
        }
    }

    public var texts: [String] { [document, question] }
}
