public import Editing

/// A fact to be corrected, and what is asked about it, in words. Prompts stand as the model reads them.
public struct EditingCase: Codable, Hashable, Sendable {
    public struct Question: Codable, Hashable, Sendable {
        public let prompt, answer: String

        public init(_ prompt: String, answer: String) { (self.prompt, self.answer) = (prompt, answer) }
    }

    public let subject: String?
    public let prompt, target: String
    /// What is right without the edit; nil where nobody says it.
    public let truth: String?
    /// The fact as a document says it.
    public let statement: String
    /// Prompts that ask the same.
    public var paraphrases: [String] = []
    /// About other subjects.
    public var neighbours: [Question] = []
    /// About the same subject, but something else.
    public var siblings: [Question] = []
    /// What follows from the edit.
    public var consequences: [Question] = []

    public init(subject: String?, prompt: String, target: String, truth: String?, statement: String) {
        (self.subject, self.prompt, self.target, self.truth) = (subject, prompt, target, truth)
        self.statement = statement
    }
}

/// What a question asks about an edit.
public enum EditingQuestionKind: String, Codable, CaseIterable, Sendable {
    case edit, paraphrase, neighbour, sibling, consequence

    /// Whether the answer should stay what it was.
    public var isLocal: Bool { self == .neighbour || self == .sibling }
}

/// How the texts of an evaluation become tokens, and tokens texts.
public struct EditingSpelling: Sendable {
    let beginning: [Int32]
    let encode: @Sendable (String) -> [Int32]
    let decode: @Sendable ([Int32]) -> String
    /// The pieces in which a pool reads a document.
    let pieces: @Sendable (String) -> [[Int32]]
    let endTokens: Set<Int32>

    /// - Parameter beginning: tokens that begin every text.
    public init(
        beginning: [Int32] = [], endTokens: Set<Int32>, encode: @escaping @Sendable (String) -> [Int32],
        decode: @escaping @Sendable ([Int32]) -> String, pieces: @escaping @Sendable (String) -> [[Int32]]
    ) {
        (self.beginning, self.endTokens) = (beginning, endTokens)
        (self.encode, self.decode, self.pieces) = (encode, decode, pieces)
    }
}

/// A case in tokens.
public struct SpelledCase: Sendable {
    struct Question: Sendable {
        let kind: EditingQuestionKind
        let text: String
        let prompt, answer: [Int32]
        /// What the answer is compared with: what stood there before, and for a neighbour the edit's target.
        let other: [Int32]
    }

    public let words: EditingCase
    public let request: EditRequest
    let questions: [Question]

    /// - Throws: what the edit's own request is refused for.
    public init(_ words: EditingCase, _ spelling: EditingSpelling) throws(EditingError) {
        func request(_ prompt: String, _ answer: String, subject: String? = nil) throws(EditingError) -> EditRequest {
            try EditRequest(
                prompt: prompt, subject: subject, target: answer, beginning: spelling.beginning,
                encode: spelling.encode)
        }
        self.words = words
        self.request = try request(words.prompt, words.target, subject: words.subject)
        var questions: [Question] = []
        func add(_ kind: EditingQuestionKind, _ prompt: String, _ answer: String, _ other: String?)
            throws(EditingError)
        {
            let asked = try request(prompt, answer)
            questions.append(Question(
                kind: kind, text: prompt, prompt: asked.prompt.tokens, answer: asked.target,
                other: try other.map { other throws(EditingError) in try request(prompt, other).target } ?? []))
        }
        try add(.edit, words.prompt, words.target, words.truth)
        for prompt in words.paraphrases { try add(.paraphrase, prompt, words.target, words.truth) }
        for question in words.neighbours { try add(.neighbour, question.prompt, question.answer, words.target) }
        for question in words.siblings { try add(.sibling, question.prompt, question.answer, nil) }
        for question in words.consequences { try add(.consequence, question.prompt, question.answer, nil) }
        self.questions = questions
    }
}
