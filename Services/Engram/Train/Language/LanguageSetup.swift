internal import Checkpoints
internal import LatentMemory
internal import ServiceKit
internal import Tensors
internal import Tokenization
internal import Training
internal import Transformer

/// What a run of training begins with: a model, its tokenizer and the numbers of its tokens.
struct TrainingStart {
    let model: TrainedModel
    /// The pool that its folder brings.
    let pool: PoolDelta?
    let tokenizer: Tokenizer
    /// The folder that the tokenizer came from.
    let tokenizerFolder: String
    let bos: Int32?
    let eos: Int32

    /// The folder of `start`, or random weights for the tokenizer.
    init(_ settings: Settings) throws {
        try self.init(settings) { start, tokenizer in
            if let start { return try ModelParameters(folder: start) }
            let configuration = try settings.modelConfiguration(vocabulary: tokenizer.tokenizer.vocabularySize)
            return ModelParameters(TrainedModel(configuration, seed: UInt64(settings.number("seed"))))
        }
    }

    /// A folder without a memory, which is given one.
    init(adapting settings: Settings) throws {
        try self.init(settings) { start, tokenizer in
            guard let start else { throw Failure(.configuration, "The setting start names the model to be taught.") }
            let addition = ModelParameters.Addition(
                memory: settings.memoryConfiguration(adapters: try settings.adapters()),
                rotaryFactor: settings.decimal("rope-factor"), bos: tokenizer.bos,
                seed: UInt64(settings.number("seed")))
            return try ModelParameters(folder: start, adding: addition)
        }
    }

    private init(
        _ settings: Settings, _ parameters: (String?, TrainingTokenizer) throws -> ModelParameters
    ) throws {
        let start = settings.optional("start")
        guard let folder = settings.optional("tokenizer") ?? start else {
            throw Failure(.configuration, "Neither a tokenizer nor a model to start from is given.")
        }
        let loaded = try TrainingTokenizer(folder: folder)
        guard let eos = loaded.eos else {
            throw Failure(.configuration, "The tokenizer of \(folder) names no token for the end of a text.")
        }
        (tokenizer, tokenizerFolder, bos, self.eos) = (loaded.tokenizer, folder, loaded.bos, eos)
        let found = try parameters(start, loaded)
        (model, pool) = (found.model, found.pool)
    }
}

extension AnswerWeighting {
    init(_ settings: Settings) {
        self.init()
        othersShare = settings.decimal("others-share")
        othersWeight = Float(settings.decimal("others-weight"))
    }
}

extension CurriculumBatches {
    /// - Throws: `configuration` where the tokenizer has too few whole words for the first steps.
    init(_ settings: Settings, _ start: TrainingStart) throws(Failure) {
        let seed = UInt64(settings.number("seed"))
        guard let words = CurriculumEncoder.words(start.tokenizer, seed: seed) else {
            throw Failure(
                .configuration, "The tokenizer has too few words of one token for the curriculum.",
                advice: "Learn a larger vocabulary, or set curriculum=false (lm) or in-context-share=0 (memory).")
        }
        let encoder = CurriculumEncoder(
            tokenizer: start.tokenizer, eos: start.eos, weighting: AnswerWeighting(settings))
        self.init(
            Curriculum(words: words), steps: CurriculumStep.all, encoder: encoder,
            earlierShare: settings.decimal("earlier-share"), seed: seed)
    }
}

extension LanguageTask {
    init(_ settings: Settings, _ start: TrainingStart, _ terminal: Terminal) throws {
        let rule = CurriculumProgress.Rule(
            enough: settings.decimal("enough"), window: settings.number("window"),
            updatesMax: settings.number("step-updates-max"))
        let plan = Plan(
            batchTokens: settings.number("batch-tokens"), tapes: settings.number("tapes"),
            seed: UInt64(settings.number("seed")), shares: try BatchShares(settings),
            textLength: settings.number("text-length"), textWeight: Float(settings.decimal("text-weight")),
            lessonsFrom: settings.number("lessons-from"), rule: rule)
        let curriculum = settings.isOn("curriculum") ? try CurriculumBatches(settings, start) : nil
        let texts = try TextMixture(settings, start, warn: terminal.warn)
        guard curriculum != nil || !texts.isEmpty || plan.shares.lessons.contains(where: { $0 > 0 }) else {
            throw Failure(.configuration, "There is nothing to train on: no text is named and the curriculum is off.")
        }
        self.init(
            plan, curriculum: curriculum, firstStep: min(settings.number("first-step"), CurriculumStep.all.count - 1),
            lessons: try LanguageLessons(settings, start, terminal), texts: texts,
            heldOut: try HeldOutText(settings, start))
    }
}
