internal import Autograd
internal import Tensors
internal import Training
internal import Transformer

/// Next-token prediction: text, examples of the curriculum, or both in one batch.
struct LanguageTask: TrainingTask {
    struct State: Codable {
        var curriculum: CurriculumProgress
        var texts: [String: TextSource.Position]
    }

    struct Plan: Sendable {
        var batchTokens: Int
        var tapes: Int
        var seed: UInt64
        /// The share of a batch's tokens that are text.
        var textShare: Double
        var textLength: Int
        var textWeight: Float
        var rule: CurriculumProgress.Rule
    }

    private let plan: Plan
    private let curriculum: CurriculumBatches?
    private var progress: CurriculumProgress
    private var texts: TextMixture
    private let heldOut: [TrainingSequence]
    private let heldOutBytes: Int

    init(
        _ plan: Plan, curriculum: CurriculumBatches?, firstStep: Int, texts: TextMixture,
        heldOut: (sequences: [TrainingSequence], bytes: Int)
    ) {
        (self.plan, self.curriculum, self.texts) = (plan, curriculum, texts)
        (self.heldOut, heldOutBytes) = heldOut
        progress = CurriculumProgress(step: firstStep)
    }

    var stage: String { curriculum.map { $0.steps[min(progress.step, $0.steps.count - 1)].name } ?? "text" }
    var accuracy: Double? { curriculum == nil ? nil : progress.accuracy }

    var state: State { State(curriculum: progress, texts: texts.positions) }

    mutating func restore(_ state: State, tensors: [String: Tensor]) throws {
        progress = state.curriculum
        try texts.restore(state.texts)
    }

    mutating func update(_ trainer: inout Trainer) throws -> (measures: StepMeasures, isPromoted: Bool) {
        let first = trainer.updates * trainer.options.accumulation
        var batches: [[TrainingSequence]] = []
        for number in 0..<trainer.options.accumulation { batches.append(try batch(first + number)) }
        let (selection, tapes) = (trainer.selection, plan.tapes)
        let measures = trainer.update { decoder, number in
            LanguageObjective(decoder, selection: selection, tapes: tapes).evaluate(batches[number])
        }
        guard let curriculum else { return (measures, false) }
        let isPromoted = progress.note(
            right: measures.right, of: measures.answers, rule: plan.rule, steps: curriculum.steps.count)
        return (measures, isPromoted)
    }

    private mutating func batch(_ number: Int) throws -> [TrainingSequence] {
        let ofText = texts.isEmpty ? 0 : curriculum == nil ? 1 : plan.textShare
        var sequences: [TrainingSequence] = []
        if let curriculum, ofText < 1 {
            let tokens = Int(Double(plan.batchTokens) * (1 - ofText))
            sequences = curriculum.batch(number, step: progress.step, tokens: tokens)
        }
        let count = Int((Double(plan.batchTokens) * ofText / Double(plan.textLength)).rounded())
        for place in 0..<(ofText > 0 ? max(1, count) : 0) {
            sequences.append(try text(batch: number, place: place))
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
        guard !heldOut.isEmpty else { return [:] }
        let objective = LanguageObjective(model.decoder(), selection: .none, tapes: plan.tapes)
        var sum = StepMeasures()
        for start in stride(from: 0, to: heldOut.count, by: 16) {
            sum.add(objective.evaluate(Array(heldOut[start..<min(start + 16, heldOut.count)])).measures)
        }
        // Bits of all predicted tokens over the bytes that they stand for.
        return ["held-out bits per byte": sum.weightedLoss / 0.6931471805599453 / Double(max(1, heldOutBytes))]
    }
}
