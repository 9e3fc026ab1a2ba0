public import Bytes

/// A text whose last word is to be guessed: a line of LAMBADA.
public struct ClozeRecord: LineRecord {
    /// What comes before the word, without the blank in front of it.
    public let context: String
    public let word: String

    public init(_ line: JSON) throws(RecordError) {
        let text = try line.text("text")
        word = try line.text("target_word")
        guard !word.isEmpty, text.hasSuffix(word) else { throw RecordError("target_word does not end the text") }
        context = String(text.dropLast(word.count)).trimmed
        guard !context.isEmpty else { throw RecordError("the text holds nothing but target_word") }
    }

    public var texts: [String] { ["\(context) \(word)"] }
}
