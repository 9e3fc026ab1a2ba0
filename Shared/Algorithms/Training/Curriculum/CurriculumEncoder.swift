public import Tokenization
public import Transformer

/// What counts in a sequence of questions besides its answers.
public struct AnswerWeighting: Codable, Equatable, Sendable {
    /// The share of the other tokens whose loss counts.
    public var othersShare = 0.1
    /// What it counts, where an answer's counts 1.
    public var othersWeight: Float = 0.1

    public init() {}
}

/// Turns examples of the curriculum into sequences of tokens.
///
///     text prompt answer.<eos> prompt answer.<eos> ...
public struct CurriculumEncoder: Sendable {
    private let tokenizer: Tokenizer
    private let eos: Int32
    private let weighting: AnswerWeighting

    public init(tokenizer: Tokenizer, eos: Int32, weighting: AnswerWeighting) {
        (self.tokenizer, self.eos, self.weighting) = (tokenizer, eos, weighting)
    }

    /// - Parameter isJudged: whether its answers say how well the step is learned.
    public func sequence(
        _ example: CurriculumExample, isJudged: Bool, random: inout CounterGenerator
    ) -> TrainingSequence {
        var draft = SequenceDraft()
        draft.read(tokenizer.encode(example.text))
        for query in example.queries {
            draft.ask(
                tokenizer.encode(" \(query.prompt)"), answer: tokenizer.encode(" \(query.answer).") + [eos])
        }
        var sequence = draft.sequence(weighting, using: &random)
        if !isJudged { sequence.answerStarts = [] }
        return sequence
    }

    /// Words of one token each, divided into names, values and fillers by chance; nil where there are too few.
    public static func words(_ tokenizer: Tokenizer, seed: UInt64) -> CurriculumWords? {
        var words: [String] = []
        for id in 0..<Int32(tokenizer.vocabularySize) where !tokenizer.isSpecial(id) {
            let text = tokenizer.decode([id])
            let word = text.drop { $0 == " " }
            guard word.count >= 2, word.allSatisfy({ $0.isASCII && $0.isLetter }),
                tokenizer.encode(" \(word)") == [id]
            else { continue }
            words.append(String(word))
        }
        guard words.count >= wordsMin else { return nil }
        var generator = CounterGenerator(key: (seed, purpose), place: (0, 0, 0))
        words.shuffle(using: &generator)
        let (third, rest) = (words.count * 2 / 5, words.count * 4 / 5)
        return CurriculumWords(
            names: Array(words[..<third]), values: Array(words[third..<rest]), fillers: Array(words[rest...])
        ) { tokenizer.encode(" \($0)").count == 1 }
    }

    private static let wordsMin = 100
    private static let purpose: UInt64 = 0x574F_5244_5300_0001
}
