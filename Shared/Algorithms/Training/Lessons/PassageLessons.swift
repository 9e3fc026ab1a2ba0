public import Tokenization
public import Transformer

/// A passage and what people asked about it.
public struct Passage: Equatable, Sendable {
    public struct Question: Equatable, Sendable {
        public let text: String
        /// As the passage writes it.
        public let answer: String

        public init(text: String, answer: String) { (self.text, self.answer) = (text, answer) }
    }

    public let text: String
    public let questions: [Question]

    public init(text: String, questions: [Question]) { (self.text, self.questions) = (text, questions) }
}

/// Passages with questions: in one sequence, or as documents for a memory.
public struct PassageLessons: Sendable {
    /// What its answers are counted under.
    public static let topic = "passages"

    private let tokenizer: Tokenizer
    private let eos: Int32
    private let weighting: AnswerWeighting
    private let tokensMax: Int
    private let answerTokensMax: Int
    private let questionsMax: Int

    /// - Parameters:
    ///   - tokensMax: of a passage; what comes after the last whole sentence within is left out.
    ///   - answerTokensMax: questions with longer answers are left out.
    ///   - questionsMax: of one passage in a sequence.
    public init(
        tokenizer: Tokenizer, eos: Int32, weighting: AnswerWeighting, tokensMax: Int, answerTokensMax: Int,
        questionsMax: Int
    ) {
        precondition(tokensMax > 0 && questionsMax > 0, "\(tokensMax) tokens, \(questionsMax) questions")
        (self.tokenizer, self.eos, self.weighting) = (tokenizer, eos, weighting)
        (self.tokensMax, self.answerTokensMax, self.questionsMax) = (tokensMax, answerTokensMax, questionsMax)
    }

    /// The passage and some of its questions, each with its answer; nil where none has a short answer in what is read.
    public func sequence(_ passage: Passage, using random: inout CounterGenerator) -> TrainingSequence? {
        let text = shortened(written(passage, &random))
        var questions = questions(passage, in: text)
        guard !questions.isEmpty else { return nil }
        var draft = SequenceDraft()
        draft.read(tokenizer.encode(text))
        for _ in 0..<min(questionsMax, questions.count) {
            let question = questions.remove(at: Int(random.next(below: UInt64(questions.count))))
            draft.ask(tokenizer.encode("\n") + question.prompt, answer: question.answer)
        }
        return draft.sequence(weighting, topic: Self.topic, using: &random)
    }

    /// The passage as a document of as many pieces as workers would cut; nil where nothing can be asked about it.
    public func document(
        _ passage: Passage, cutting: DocumentPieces, using random: inout CounterGenerator
    ) -> MemoryDocument? {
        let text = shortened(written(passage, &random))
        let questions = questions(passage, in: text)
        guard !questions.isEmpty else { return nil }
        return MemoryDocument(pieces: cutting.pieces(of: text), questions: questions)
    }

    /// Half of them as the paper's protocol injects them.                     Wang et al. 2024, section 4.3
    private func written(_ passage: Passage, _ random: inout CounterGenerator) -> String {
        random.nextUnit() < 0.5 ? "Context: " + passage.text : passage.text
    }

    private func shortened(_ text: String) -> String {
        let tokens = tokenizer.tokens(of: text)
        guard tokens.count > tokensMax else { return text }
        let ends = SentenceEnds.flags(in: text, tokens: tokens)
        let last = ends[..<tokensMax].lastIndex(of: true) ?? tokensMax - 1
        return String(decoding: Array(text.utf8)[..<tokens[last].bytes.upperBound], as: UTF8.self)
    }

    private func questions(_ passage: Passage, in text: String) -> [MemoryQuestion] {
        passage.questions.compactMap { question in
            let answer = tokenizer.encode(" \(question.answer).") + [eos]
            // The full stop and the end are no part of it.
            guard answer.count - 2 <= answerTokensMax, text.contains(question.answer) else { return nil }
            let text = question.text.hasSuffix("?") ? question.text : question.text + "?"
            return MemoryQuestion(
                prompt: tokenizer.encode("Question: \(text) Answer:"), answer: answer, key: text, topic: .passage)
        }
    }
}
