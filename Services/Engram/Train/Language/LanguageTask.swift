internal import Autograd
internal import Tensors
internal import Training
internal import Transformer

/// Next-token prediction: text, examples of the curriculum, lessons, or all of them in one batch.
struct LanguageTask: TrainingTask {
    struct State: Codable {
        var curriculum: CurriculumProgress
        var texts: [String: TextSource.Position]
        var topics: [String: MovingShare]?
        /// Of the files that lessons are drawn from.
        var digests: [String: String]?
    }

    struct Plan: Sendable {
        var batchTokens: Int
        var tapes: Int
        var seed: UInt64
        var shares: BatchShares
        var textLength: Int
        var textWeight: Float
        /// The step of the curriculum with which lessons begin.
        var lessonsFrom: Int
        var rule: CurriculumProgress.Rule
    }

    private let plan: Plan
    private let curriculum: CurriculumBatches?
    private let lessons: LanguageLessons
    private var progress: CurriculumProgress
    private var texts: TextMixture
    private var topics: [String: MovingShare] = [:]
    private let heldOut: HeldOutText?

    init(
        _ plan: Plan, curriculum: CurriculumBatches?, firstStep: Int, lessons: LanguageLessons, texts: TextMixture,
        heldOut: HeldOutText?
    ) {
        (self.plan, self.curriculum, self.lessons, self.texts) = (plan, curriculum, lessons, texts)
        self.heldOut = heldOut
        progress = CurriculumProgress(step: firstStep)
    }

    var stage: String { curriculum.map { $0.steps[min(progress.step, $0.steps.count - 1)].name } ?? "text" }
    var accuracy: Double? { curriculum == nil ? nil : progress.accuracy }

    var state: State {
        State(
            curriculum: progress, texts: texts.positions, topics: topics, digests: lessons.material.digests)
    }

    mutating func restore(_ state: State, tensors: [String: Tensor]) throws {
        progress = state.curriculum
        topics = state.topics ?? [:]
        try lessons.material.check(state.digests ?? [:])
        try texts.restore(state.texts)
    }

    var closing: [String] { texts.counts }

    mutating func update(_ trainer: inout Trainer) throws -> (measures: StepMeasures, isPromoted: Bool) {
        let first = trainer.updates * trainer.options.accumulation
        var batches: [[TrainingSequence]] = []
        for number in 0..<trainer.options.accumulation { batches.append(try batch(first + number)) }
        let (selection, tapes) = (trainer.selection, plan.tapes)
        let measures = trainer.update { decoder, number in
            LanguageObjective(decoder, selection: selection, tapes: tapes).evaluate(batches[number])
        }
        topics.note(measures.topics)
        guard let curriculum else { return (measures, false) }
        let isPromoted = progress.note(
            right: measures.right, of: measures.answers, rule: plan.rule, steps: curriculum.steps.count)
        return (measures, isPromoted)
    }

    private mutating func batch(_ number: Int) throws -> [TrainingSequence] {
        let hasLessons = curriculum == nil || progress.step >= plan.lessonsFrom
        let shares = plan.shares.applied(
            hasText: !texts.isEmpty, hasLessons: hasLessons, hasCurriculum: curriculum != nil)
        let all = Double(plan.batchTokens)
        var sequences: [TrainingSequence] = []
        if let curriculum, shares.curriculum > 0 {
            sequences = curriculum.batch(number, step: progress.step, tokens: Int(all * shares.curriculum))
        }
        let count = Int((all * shares.text / Double(plan.textLength)).rounded())
        for place in 0..<(shares.text > 0 ? max(1, count) : 0) {
            sequences.append(try text(batch: number, place: place))
        }
        for lesson in LanguageLesson.allCases {
            sequences += try lessons.sequences(lesson, batch: number, tokens: all * shares.lessons[lesson.rawValue])
        }
        return sequences
    }

    private static let purpose: UInt64 = 0x5445_5854_0000_0001

    private mutating func text(batch: Int, place: Int) throws -> TrainingSequence {
        var random = CounterGenerator(
            key: (plan.seed, Self.purpose), place: (UInt64(batch), UInt64(place), 0))
        let tokens = try texts.take(plan.textLength, using: &random)
        return TrainingSequence(text: tokens, weight: curriculum == nil ? 1 : plan.textWeight)
    }

    func evaluate(_ model: TrainedModel) throws -> [String: Double] {
        var found = topics.measured
        found["held-out bits per byte"] = heldOut?.bitsPerByte(model)
        return found
    }
}
