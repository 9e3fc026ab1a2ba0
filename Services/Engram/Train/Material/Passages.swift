internal import Bytes
internal import Datasets
internal import ServiceKit
internal import Training
internal import Transformer

/// Passages that somebody wrote, with questions: SQuAD's.
struct Passages {
    private let deck: RecordDeck<PassageRecord>

    /// - Returns: nil where the settings name no file.
    init?(_ settings: Settings, _ exclusions: ExclusionFilter?, _ terminal: Terminal) throws {
        guard let path = settings.optional("passages") else { return nil }
        // A token is at most a word: what has no answer as short as this in words has none in tokens.
        let wordsMax = settings.number("answer-tokens-max")
        deck = try RecordDeck(
            path: path, scratch: settings.text("scratch"), exclusions: exclusions, groupedBy: "context", terminal
        ) { record in record.questions.contains { $0.shortAnswer(wordsMax: wordsMax) != nil } }
    }

    var digests: [String: String] { [deck.file.path: deck.file.digest.hexadecimal] }

    /// What `body` makes of a passage that chance chooses; of another one where it makes nothing.
    func draw<Result>(
        using random: inout CounterGenerator, _ body: (Passage, inout CounterGenerator) -> Result?
    ) throws -> Result {
        for _ in 0..<Self.triesMax {
            let record = try deck.record(Int(random.next(below: UInt64(deck.count))))
            let questions = record.questions.compactMap { question in
                question.answers.min { $0.utf8.count < $1.utf8.count }
                    .map { Passage.Question(text: question.question, answer: $0) }
            }
            if let found = body(Passage(text: record.context, questions: questions), &random) { return found }
        }
        throw Failure(
            .data, "\(Self.triesMax) passages of \(deck.file.path) in a row have no short answer.",
            advice: "Raise answer-tokens-max or passage-tokens.")
    }

    private static let triesMax = 1000
}
