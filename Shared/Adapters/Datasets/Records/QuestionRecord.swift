public import Bytes

/// A question on a passage, with the answers that count: a line of SQuAD (1.1 or 2.0) or of Natural Questions.
public struct QuestionRecord: LineRecord {
    public let id: String
    public let title: String
    public let context: String
    public let question: String
    /// Distinct, in the file's order; none where the passage does not say.
    public let answers: [String]

    public init(_ line: JSON) throws(RecordError) {
        id = line["id"]?.string ?? ""
        title = line["title"]?.string ?? ""
        context = try line.text("context")
        question = try line.text("question")
        var seen: Set<String> = []
        answers = try line.texts("answers").filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !answers.isEmpty || line["is_impossible"]?.boolean == true else {
            throw RecordError("answers is empty, and is_impossible is not true")
        }
    }

    /// The shortest answer, where it has at most `wordsMax` words.
    public func shortAnswer(wordsMax: Int) -> String? {
        guard let shortest = answers.min(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        return shortest.split(whereSeparator: \.isWhitespace).count <= wordsMax ? shortest : nil
    }

    public var texts: [String] { [context, question] }
}

/// A passage with all the questions that stand beside it in the file. Read it from `file.grouped(by: "context")`.
public struct PassageRecord: DatasetRecord {
    public let title: String
    public let context: String
    public let questions: [QuestionRecord]

    public init(_ entry: DatasetEntry) throws(RecordError) {
        var questions: [QuestionRecord] = []
        for line in entry.lines {
            let json = try JSON(line: line.bytes, number: line.number)
            do throws(RecordError) {
                questions.append(try QuestionRecord(json))
            } catch {
                throw RecordError(error.reason, line: line.number)
            }
        }
        guard let first = questions.first else { throw RecordError("holds no line") }
        guard let other = questions.firstIndex(where: { $0.context != first.context }) else {
            (title, context, self.questions) = (first.title, first.context, questions)
            return
        }
        throw RecordError("context is another one than that of the line before", line: other)
    }

    public var texts: [String] { [context] + questions.map(\.question) }
}
