public import Bytes

/// One fact to correct: after `prompt` the model is to say `target`.
///
/// | field         | bytes | meaning |
/// |---------------|-------|---------|
/// | `prompt`      | 4 + n | what stands before the fact |
/// | `subject`     | 1 + n | what the fact is about, as the prompt has it |
/// | `target`      | 4 + n | what the model is to say |
/// | `paraphrases` | 4 + n | other prompts that ask for the same |
/// | `locality`    | 4 + n | prompts whose answers must stay |
public struct EditItem: ByteCodable, Hashable, Sendable {
    public let prompt: String
    public let subject: String?
    public let target: String
    public let paraphrases: [String]
    public let locality: [String]

    public init(prompt: String, subject: String? = nil, target: String, paraphrases: [String], locality: [String]) {
        self.prompt = prompt
        self.subject = subject
        self.target = target
        self.paraphrases = paraphrases
        self.locality = locality
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        prompt = try reader.readString(bytes: 0...Limits.promptBytesMax)
        subject = try reader.readOptionalString(bytes: 0...Limits.promptBytesMax)
        target = try reader.readString(bytes: 0...Limits.promptBytesMax)
        paraphrases = try reader.readStrings(count: 0...Limits.editProbesMax, bytes: 0...Limits.promptBytesMax)
        locality = try reader.readStrings(count: 0...Limits.editProbesMax, bytes: 0...Limits.promptBytesMax)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(prompt)
        writer.write(subject)
        writer.write(target)
        writer.write(paraphrases)
        writer.write(locality)
    }
}
