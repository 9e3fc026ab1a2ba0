internal import Datasets
internal import Files
internal import ServiceKit
internal import Training

/// What a run is made of besides running text and made-up examples.
struct TrainingMaterial {
    let known: KnownFacts?
    let passages: Passages?

    /// - Throws: `configuration` where a share is wanted of what is not named.
    init(_ settings: Settings, _ terminal: Terminal) throws {
        let (ofKnown, ofPassages) = (settings.decimal("known-share"), settings.decimal("passage-share"))
        let exclusions = ofKnown + ofPassages > 0 ? try ExclusionFilter(settings) : nil
        known = ofKnown > 0 ? try KnownFacts(settings, exclusions, terminal) : nil
        passages = ofPassages > 0 ? try Passages(settings, exclusions, terminal) : nil
        guard ofKnown == 0 || known != nil else {
            throw Failure(.configuration, "known-share is \(ofKnown), but neither factbook nor fewrel is named.")
        }
        guard ofPassages == 0 || passages != nil else {
            throw Failure(.configuration, "passage-share is \(ofPassages), but no file of passages is named.")
        }
    }

    /// The files that are drawn from, and their digests.
    var digests: [String: String] {
        (known?.digests ?? [:]).merging(passages?.digests ?? [:]) { first, _ in first }
    }

    /// - Parameter digests: of the files when a checkpoint was written.
    /// - Throws: `data` where one of them has changed since.
    func check(_ digests: [String: String]) throws(Failure) {
        let now = self.digests
        for (path, digest) in digests.sorted(by: { $0.key < $1.key }) {
            guard let found = now[path], found != digest else { continue }
            throw Failure(.data, "\(path) is not the file that it was when the checkpoint was written.")
        }
    }
}

extension ExclusionFilter {
    /// - Returns: nil where the settings name none.
    init?(_ settings: Settings) throws {
        guard let path = settings.optional("exclusions") else { return nil }
        self = try ExclusionFilter(decoding: try readFile(path, bytesMax: 1 << 30))
    }
}

extension KnownLessons {
    init(_ settings: Settings, _ start: TrainingStart) {
        self.init(
            tokenizer: start.tokenizer, eos: start.eos, weighting: AnswerWeighting(settings),
            statementShare: settings.decimal("statement-share"),
            statementWeight: Float(settings.decimal("text-weight")))
    }
}

extension PassageLessons {
    init(_ settings: Settings, _ start: TrainingStart) {
        self.init(
            tokenizer: start.tokenizer, eos: start.eos, weighting: AnswerWeighting(settings),
            tokensMax: settings.number("passage-tokens"), answerTokensMax: settings.number("answer-tokens-max"),
            questionsMax: settings.number("questions"))
    }
}

extension LessonSettings {
    init(_ settings: Settings) {
        self.init()
        sharing = settings.decimal("sharing")
        correctionShare = settings.decimal("correction-share")
        checkShare = settings.decimal("check-share")
        unknownShare = settings.decimal("unknown-share")
        questions = settings.number("questions")
        facts = 1...max(1, settings.number("facts-max"))
        if settings.isOn("plain-language") { language = .plain }
    }
}
