internal import LatentMemory
internal import ServiceKit
internal import Training
internal import Transformer

extension TrainingOptions {
    /// Trains a memory by the method that the settings name.
    func trainMemory(
        _ start: TrainingStart, _ settings: Settings, _ folder: TrainingFolder, _ terminal: Terminal
    ) async throws {
        let streams = try MemoryStream.list(settings, start)
        if settings.text("method") == "recipe" {
            let task = try MemoryTask(settings, start, streams, terminal)
            try await train(task, start, settings, folder, terminal) { $0.pool }
        } else {
            let task = try StrategyTask(settings, start, streams, warn: terminal.warn)
            try await train(task, start, settings, folder, terminal) { $0.pool }
        }
    }
}

extension MemoryStream {
    /// As many as the settings say, each with the model's own pool, or one from which nothing can be read.
    fileprivate static func list(_ settings: Settings, _ start: TrainingStart) throws(Failure) -> [MemoryStream] {
        let configuration = start.model.configuration
        guard let memory = configuration.memory else {
            throw Failure(.configuration, "The model has no memory.", advice: "`engram train adapter` gives it one.")
        }
        return (0..<settings.number("streams")).map { number in
            start.pool.map { MemoryStream(pool: $0) }
                ?? MemoryStream(
                    configuration, tokens: memory.poolTokens, seed: UInt64(settings.number("seed")), number: number)
        }
    }
}

extension MemoryTask {
    /// - Throws: `configuration` where a stage does not fit the model's pool.
    fileprivate init(
        _ settings: Settings, _ start: TrainingStart, _ streams: [MemoryStream], _ terminal: Terminal
    ) throws {
        guard let memory = start.model.configuration.memory else { preconditionFailure("streams without a memory") }
        let blocks = memory.poolTokens / memory.updateTokens
        guard let stages = MemoryStage.list(settings.text("stages")), stages.allSatisfy({ $0.blocks <= blocks }) else {
            throw Failure(
                .configuration, "\"\(settings.text("stages"))\" is no list of BLOCKS:TOKENS for this pool.",
                advice: "A window has at most \(blocks) blocks.")
        }
        let seed = UInt64(settings.number("seed"))
        let fewest = settings.number("writes-min")
        let plan = Plan(
            tapes: settings.number("tapes"), seed: seed, stages: stages,
            rule: CurriculumProgress.Rule(
                enough: settings.decimal("enough"), window: settings.number("window"),
                updatesMax: settings.number("step-updates-max")),
            writes: fewest...max(fewest, settings.number("writes-max")),
            pieceTokensMin: settings.number("piece-tokens-min"), thinningMax: settings.decimal("thinning"),
            inContextShare: settings.decimal("in-context-share"), ageShare: settings.decimal("age-share"),
            throughTail: settings.isOn("through-tail"), contextTokens: settings.number("batch-tokens"))
        let curriculum = settings.decimal("in-context-share") > 0 ? try CurriculumBatches(settings, start) : nil
        self.init(
            plan, material: try StreamMaterial(settings, start, memory, terminal), curriculum: curriculum,
            streams: streams, updateTokens: memory.updateTokens, heldOut: try HeldOutText(settings, start))
    }
}

extension StreamMaterial {
    fileprivate init(
        _ settings: Settings, _ start: TrainingStart, _ memory: MemoryConfiguration, _ terminal: Terminal
    ) throws {
        let shares = Shares(
            text: settings.decimal("text-share"), known: settings.decimal("known-share"),
            textLength: settings.number("text-length"), textWeight: Float(settings.decimal("text-weight")))
        let texts = try TextMixture(settings, start, warn: terminal.warn)
        guard shares.text + shares.known <= 1, shares.text == 0 || !texts.isEmpty else {
            throw Failure(
                .configuration, "text-share \(shares.text) and known-share \(shares.known) make no sense here.",
                advice: "They are at most 1 together, and text-share needs a text.")
        }
        var chosen = LessonSettings(settings)
        chosen.freshShare = settings.decimal("fresh-share")
        chosen.passageShare = settings.decimal("passage-share")
        chosen.longShare = settings.decimal("long-share")
        chosen.longTokens = settings.number("long-tokens")
        guard chosen.passageShare + chosen.longShare <= 1 else {
            throw Failure(.configuration, "passage-share and long-share are more than 1 together.")
        }
        let cutting = DocumentPieces(tokenizer: start.tokenizer, memory: memory)
        let lessons = MemoryLessons(
            chosen, tokenizer: start.tokenizer, eos: start.eos, weighting: AnswerWeighting(settings),
            cutting: cutting, seed: UInt64(settings.number("seed")))
        self.init(
            lessons: lessons, material: try TrainingMaterial(settings, terminal), shares: shares,
            passages: PassageLessons(settings, start), known: KnownLessons(settings, start), cutting: cutting,
            texts: texts)
    }
}

extension StrategyTask {
    fileprivate init(
        _ settings: Settings, _ start: TrainingStart, _ streams: [MemoryStream],
        warn: @escaping @Sendable (String) -> Void
    ) throws {
        var strategies = StrategySettings()
        strategies.gradientShare = settings.decimal("gradient-share")
        strategies.gradientRead = .init(rawValue: settings.text("gradient-read")) ?? .deltaAlone
        strategies.sequence = .init(rawValue: settings.text("context-sequence")) ?? .chained
        strategies.recall = .init(rawValue: settings.text("recall")) ?? .released
        strategies.recallShare = settings.decimal("recall-share")
        guard let contexts = StrategySettings.Contexts.list(settings.text("contexts")) else {
            throw Failure(.configuration, "\"\(settings.text("contexts"))\" is no list of FROM:COUNT.")
        }
        strategies.contexts = contexts
        let texts = try TextMixture(settings, start, warn: warn)
        guard !texts.isEmpty else { throw Failure(.configuration, "The strategies need a text.") }
        let shortest = settings.number("context-tokens-min")
        let plan = Plan(
            tapes: settings.number("tapes"), seed: UInt64(settings.number("seed")), strategies: strategies,
            lengths: shortest...max(shortest, settings.number("context-tokens-max")))
        self.init(plan, texts: texts, streams: streams)
    }
}
