public import Bytes

/// A fact to be corrected: a line of ZsRE or CounterFact as EasyEdit writes them.
public struct EditRecord: LineRecord {
    /// A prompt and what follows it.
    public struct Question: Hashable, Sendable {
        public let prompt, answer: String
    }

    public let subject, prompt, target, truth: String
    public let paraphrase: String?
    public let locality: Question?
    public let portability: Question?

    public init(_ line: JSON) throws(RecordError) {
        subject = try line.text("subject")
        prompt = try line.text("prompt")
        target = try line.text("target_new").trimmed
        truth = try line.text("ground_truth").trimmed
        paraphrase = line["rephrase_prompt"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        locality = try Self.question(line, "locality")
        portability = try Self.question(line, "portability")
        guard !subject.isEmpty, !target.isEmpty else { throw RecordError("subject or target_new is empty") }
        guard prompt.contains(subject) else { throw RecordError("the prompt does not hold the subject") }
    }

    private static func question(_ line: JSON, _ name: String) throws(RecordError) -> Question? {
        guard let prompt = line["\(name)_prompt"]?.string, !prompt.isEmpty else { return nil }
        let answer = try line.text("\(name)_ground_truth").trimmed
        guard !answer.isEmpty else { throw RecordError("\(name)_ground_truth is empty") }
        return Question(prompt: prompt, answer: answer)
    }

    public var texts: [String] { [prompt, paraphrase ?? ""] }
}
