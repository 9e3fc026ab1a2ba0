internal import ServiceKit
internal import Training
internal import Transformer

/// What a batch holds beside running text and the curriculum.
enum LanguageLesson: Int, CaseIterable {
    /// Facts about the world, with nothing to read them from.
    case known
    /// Passages that somebody wrote, and questions on them.
    case passages
    /// Made-up documents, and questions on them: corrections, yes or no, and what nobody said.
    case documents

    var setting: String {
        switch self {
        case .known: "known-share"
        case .passages: "passage-share"
        case .documents: "document-share"
        }
    }
}

/// Makes the sequences of lessons, each a function of the seed and of the numbers of the batch and the sequence.
struct LanguageLessons {
    let material: TrainingMaterial
    private let known: KnownLessons
    private let passages: PassageLessons
    private let documents: MemoryLessons
    private let settings: Settings
    private let seed: UInt64

    init(_ settings: Settings, _ start: TrainingStart, _ terminal: Terminal) throws {
        material = try TrainingMaterial(settings, terminal)
        (known, passages) = (KnownLessons(settings, start), PassageLessons(settings, start))
        seed = UInt64(settings.number("seed"))
        documents = MemoryLessons(
            LessonSettings(settings), tokenizer: start.tokenizer, eos: start.eos, weighting: AnswerWeighting(settings),
            cutting: nil, seed: seed)
        self.settings = settings
    }

    private static let purpose: UInt64 = 0x4C41_4E47_0000_0001

    /// Sequences of a lesson with `tokens` tokens: in the mean over batches, since none is cut.
    func sequences(_ lesson: LanguageLesson, batch: Int, tokens: Double) throws -> [TrainingSequence] {
        var sequences: [TrainingSequence] = []
        var left = tokens
        while left > 0 {
            var random = CounterGenerator(
                key: (seed, Self.purpose), place: (UInt64(batch), UInt64(sequences.count), UInt64(lesson.rawValue)))
            let isDrawn = random.nextUnit()
            let sequence = try sequence(lesson, &random)
            let length = Double(sequence.tokens.count)
            // The last one is taken as often as its part that still fits says.
            guard length <= left || isDrawn < left / length else { break }
            sequences.append(sequence)
            left -= length
        }
        return sequences
    }

    private func sequence(_ lesson: LanguageLesson, _ random: inout CounterGenerator) throws -> TrainingSequence {
        switch lesson {
        case .known:
            guard let facts = material.known else { preconditionFailure("a share of no facts") }
            return try known.sequence(facts, count: settings.number("questions"), using: &random)
        case .passages:
            guard let found = material.passages else { preconditionFailure("a share of no passages") }
            return try found.draw(using: &random) { passages.sequence($0, using: &$1) }
        case .documents:
            return documents.sequence(
                number: Int(random.next() >> 8), documentsMax: settings.number("documents-max"),
                tokensMax: settings.number("document-tokens"), contextTokensMax: settings.number("passage-tokens"))
        }
    }
}

extension KnownLessons {
    /// So many facts that chance chooses.
    func sequence(
        _ facts: KnownFacts, count: Int, using random: inout CounterGenerator
    ) throws -> TrainingSequence {
        var drawn: [KnownFact] = []
        for _ in 0..<count { drawn.append(try facts.fact(using: &random)) }
        return sequence(drawn, using: &random)
    }
}
