internal import Autograd
internal import LatentMemory
internal import Tensors
internal import Training
internal import Transformer

/// Learning a memory: pools side by side read documents and answer questions, and gradients flow through the writes.
struct MemoryTask: TrainingTask {
    struct State: Codable {
        var progress: CurriculumProgress
        var documents: [[MemoryDocument]]
        var written: [Int]
        var fresh: Share
        var aged: Share
        var unknown: Share
    }

    /// A moving share of right answers.
    struct Share: Codable {
        private var right = 0.0
        private var answers = 0.0

        mutating func note(_ isRight: Bool) {
            right = right * 0.998 + (isRight ? 1 : 0)
            answers = answers * 0.998 + 1
        }

        var value: Double? { answers > 0 ? right / answers : nil }
    }

    struct Plan: Sendable {
        var tapes: Int
        var seed: UInt64
        var stages: [MemoryStage]
        var rule: CurriculumProgress.Rule
        /// Documents of a step.
        var writes: ClosedRange<Int>
        /// The shortest document, in tokens.
        var pieceTokensMin: Int
        /// The largest share of a window that is left out.
        var thinningMax: Double
        /// The share of steps that read nothing but a context.
        var inContextShare: Double
        /// The share of the window that questions on older documents reach back.
        var ageShare: Double
        var throughTail: Bool
        var contextTokens: Int
    }

    private let plan: Plan
    private let lessons: MemoryLessons
    private let curriculum: CurriculumBatches?
    private var progress = CurriculumProgress()
    private var streams: [MemoryStream]
    private var shares: (fresh: Share, aged: Share, unknown: Share) = (Share(), Share(), Share())
    private let updateTokens: Int

    init(
        _ plan: Plan, lessons: MemoryLessons, curriculum: CurriculumBatches?, streams: [MemoryStream],
        updateTokens: Int
    ) {
        (self.plan, self.lessons, self.curriculum) = (plan, lessons, curriculum)
        (self.streams, self.updateTokens) = (streams, updateTokens)
    }

    private var current: MemoryStage { plan.stages[progress.step] }
    var stage: String { current.name }
    var accuracy: Double? { progress.accuracy }

    /// A pool that has read for as long as the training took.
    var pool: PoolDelta { streams[0].pool }

    // MARK: Saving

    var state: State {
        State(
            progress: progress, documents: streams.map(\.documents), written: streams.map(\.written),
            fresh: shares.fresh, aged: shares.aged, unknown: shares.unknown)
    }

    var tensors: [String: Tensor] {
        Dictionary(uniqueKeysWithValues: streams.enumerated().map { ("pool.\($0)", $1.pool.values) })
    }

    mutating func restore(_ state: State, tensors: [String: Tensor]) throws {
        guard state.documents.count == streams.count, state.written.count == streams.count,
            state.progress.step < plan.stages.count
        else {
            throw Failure(.configuration, "The checkpoint has \(state.documents.count) streams, not \(streams.count).")
        }
        progress = state.progress
        shares = (state.fresh, state.aged, state.unknown)
        let pools = try streams.map(\.pool).restored(from: tensors)
        streams = streams.indices.map {
            MemoryStream(pool: pools[$0], documents: state.documents[$0], written: state.written[$0])
        }
    }

    // MARK: Training

    private static let purpose: UInt64 = 0x4D45_4D4F_0000_0001

    private func random(_ update: Int, _ stream: Int) -> CounterGenerator {
        CounterGenerator(key: (plan.seed, Self.purpose), place: (UInt64(update), UInt64(stream), 0))
    }

    mutating func update(_ trainer: inout Trainer) throws -> (measures: StepMeasures, isPromoted: Bool) {
        var random = random(trainer.updates, streams.count)
        let (selection, tapes) = (trainer.selection, plan.tapes)
        if random.nextUnit() < plan.inContextShare, let curriculum {
            let batch = curriculum.batch(
                trainer.updates, step: curriculum.steps.count - 1, tokens: plan.contextTokens)
            let measures = trainer.update { decoder, _ in
                LanguageObjective(decoder, selection: selection, tapes: tapes).evaluate(batch)
            }
            return (measures, false)
        }
        let width = plan.writes.upperBound - plan.writes.lowerBound + 1
        let writes = plan.writes.lowerBound + Int(random.next(below: UInt64(width)))
        let turns = streams.indices.map { turn($0, update: trainer.updates, writes: writes) }
        let (pools, throughTail) = (streams.map(\.pool), plan.throughTail)
        var outcome: MemoryObjective.Outcome?
        let measures = trainer.update { decoder, _ in
            let found = MemoryObjective(decoder, selection: selection, tapes: tapes, throughTail: throughTail)
                .evaluate(pools, turns.map(\.turn))
            outcome = found
            return (found.gradients, found.measures)
        }
        if let outcome { take(outcome, turns) }
        let isPromoted = progress.note(
            right: measures.right, of: measures.answers, rule: plan.rule, steps: plan.stages.count)
        return (measures, isPromoted)
    }

    private func turn(
        _ stream: Int, update: Int, writes: Int
    ) -> (turn: MemoryTurn, sources: [MemoryLessons.Source]) {
        let state = streams[stream]
        let range = min(plan.pieceTokensMin, current.pieceTokens)...current.pieceTokens
        let documents = (0..<writes).map {
            lessons.document(stream: stream, number: state.written + $0, tokens: range)
        }
        let (sequence, sources) = lessons.sequence(
            stream: stream, number: state.written, documents: state.documents, fresh: documents,
            agesMax: max(1, Int(plan.ageShare * Double(current.blocks)) - writes))
        var random = random(update, stream)
        let turn = MemoryTurn(
            documents: documents, sequence: sequence, windowTokens: current.blocks * updateTokens,
            thinning: random.nextUnit() * plan.thinningMax, generator: random)
        return (turn, sources)
    }

    private mutating func take(
        _ outcome: MemoryObjective.Outcome, _ turns: [(turn: MemoryTurn, sources: [MemoryLessons.Source])]
    ) {
        for index in streams.indices {
            streams[index].take(
                outcome.pools[index], documents: turns[index].turn.documents, keeping: 40)
            for (isRight, source) in zip(outcome.right[index], turns[index].sources) {
                switch source {
                case .fresh: shares.fresh.note(isRight)
                case .aged: shares.aged.note(isRight)
                case .unknown: shares.unknown.note(isRight)
                }
            }
        }
    }

    mutating func evaluate(_ model: TrainedModel) throws -> [String: Double] {
        let found = [
            "right when fresh": shares.fresh, "right when older": shares.aged, "right on unknown": shares.unknown,
        ]
        return found.compactMapValues(\.value)
    }
}
