public import Bytes

/// One fact to correct: after `prompt` the model is to say `target`.
///
/// Texts stand beside their tokens: the tokens are what an edit is computed from, so that another tokenizer cannot
/// change an edit that is computed again.
public struct EditRequest: ByteCodable, Hashable, Sendable {
    public static let tokensMax = 1 << 20
    public static let textBytesMax = 1 << 20

    public let promptText: String
    public let subjectText: String?
    public let targetText: String
    /// At the beginning of a text, with the token that begins texts if the model has one.
    public let prompt: SubjectPrompt
    /// After other text.
    public let continuation: SubjectPrompt
    /// "{subject} is a", for keeping the subject what it is; nil without a subject.
    public let essence: SubjectPrompt?
    /// What the prompt is to be followed by.
    public let target: [Int32]

    public init(
        promptText: String, subjectText: String?, targetText: String, prompt: SubjectPrompt,
        continuation: SubjectPrompt, essence: SubjectPrompt?, target: [Int32]
    ) {
        self.promptText = promptText
        self.subjectText = subjectText
        self.targetText = targetText
        self.prompt = prompt
        self.continuation = continuation
        self.essence = essence
        self.target = target
    }

    /// - Parameters:
    ///   - encode: text to tokens, without a token for the beginning.
    ///   - beginning: tokens that begin every text.
    /// - Throws: `subjectNotInPrompt`, `targetEmpty`, `targetWithoutTokens`.
    public init(
        prompt: String, subject: String?, target: String, beginning: [Int32] = [], encode: @escaping (String) -> [Int32]
    ) throws(EditingError) {
        guard target.contains(where: { !$0.isWhitespace }) else { throw .targetEmpty }
        let spelling = PromptSpelling(encode: encode, beginning: beginning)
        let tokens = spelling.following(prompt, by: target)
        guard !tokens.isEmpty else { throw .targetWithoutTokens(target) }
        self.init(
            promptText: prompt, subjectText: subject, targetText: target,
            prompt: try spelling.prompt(prompt, subject: subject),
            continuation: try spelling.continuation(prompt, subject: subject),
            essence: try subject.map { subject throws(EditingError) in
                try spelling.prompt("\(subject) is a", subject: subject)
            },
            target: tokens)
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        promptText = try reader.readString(bytes: 0...Self.textBytesMax)
        subjectText = try reader.readOptional { reader throws(BytesError) in
            try reader.readString(bytes: 0...Self.textBytesMax)
        }
        targetText = try reader.readString(bytes: 0...Self.textBytesMax)
        prompt = try SubjectPrompt(from: &reader)
        continuation = try SubjectPrompt(from: &reader)
        essence = try reader.readOptional { reader throws(BytesError) in try SubjectPrompt(from: &reader) }
        target = try reader.readTokens()
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(promptText)
        writer.writeOptional(subjectText) { $1.write($0) }
        writer.write(targetText)
        prompt.write(to: &writer)
        continuation.write(to: &writer)
        writer.writeOptional(essence) { $0.write(to: &$1) }
        writer.write(tokens: target)
    }
}

/// Texts to tokens such that pieces fit together: what follows a text is cut from the tokens of both, never spelt
/// alone, because tokenizers treat the beginning of a text and its blanks in ways of their own.
struct PromptSpelling {
    let encode: (String) -> [Int32]
    let beginning: [Int32]

    /// The tokens of `next` after `text` and a blank.
    func following(_ text: String, by next: String) -> [Int32] {
        let trimmed = next.drop { $0.isWhitespace }
        let (before, both) = (encode(text), encode("\(text) \(trimmed)"))
        return both.starts(with: before) ? Array(both.dropFirst(before.count)) : encode(" \(trimmed)")
    }

    func prompt(_ prompt: String, subject: String?) throws(EditingError) -> SubjectPrompt {
        let tokens = beginning + encode(prompt)
        return SubjectPrompt(
            tokens: tokens,
            subject: try range(of: subject, in: prompt, tokens: tokens.count) { beginning.count + encode($0).count })
    }

    /// The prompt after the end of another sentence.
    func continuation(_ prompt: String, subject: String?) throws(EditingError) -> SubjectPrompt {
        let tokens = following(".", by: prompt)
        return SubjectPrompt(
            tokens: tokens,
            subject: try range(of: subject, in: prompt, tokens: tokens.count) {
                $0.isEmpty ? 0 : following(".", by: $0).count
            })
    }

    /// Where the first mention of the subject stands, by how many tokens the texts up to it have.
    private func range(
        of subject: String?, in prompt: String, tokens: Int, count: (String) -> Int
    ) throws(EditingError) -> Range<Int>? {
        guard let subject else { return nil }
        guard !subject.isEmpty, let place = prompt.firstRange(of: subject) else { throw .subjectNotInPrompt(subject) }
        let end = min(tokens, count(String(prompt[..<place.upperBound])))
        var before = prompt[..<place.lowerBound]
        while before.last?.isWhitespace == true { before.removeLast() }
        guard end > 0 else { throw .subjectNotInPrompt(subject) }
        return min(end - 1, count(String(before)))..<end
    }
}
