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
        /// By what is asked about.
        var shares: [String: MovingShare]
        var texts: [String: TextSource.Position]
        /// Of the files that documents and questions are drawn from.
        var digests: [String: String]
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
    private var material: StreamMaterial
    private let curriculum: CurriculumBatches?
    private var progress = CurriculumProgress()
    private var streams: [MemoryStream]
    private var shares: [String: MovingShare] = [:]
    private let updateTokens: Int
    private let heldOut: HeldOutText?

    init(
        _ plan: Plan, material: StreamMaterial, curriculum: CurriculumBatches?, streams: [MemoryStream],
        updateTokens: Int, heldOut: HeldOutText?
    ) {
        (self.plan, self.material, self.curriculum) = (plan, material, curriculum)
        (self.streams, self.updateTokens, self.heldOut) = (streams, updateTokens, heldOut)
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
            shares: shares, texts: material.texts.positions, digests: material.material.digests)
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
        shares = state.shares
        try material.material.check(state.digests)
        try material.texts.restore(state.texts)
        let pools = try streams.map(\.pool).restored(from: tensors)
        streams = streams.indices.map {
            MemoryStream(pool: pools[$0], documents: state.documents[$0], written: state.written[$0])
        }
    }

    var closing: [String] { material.texts.counts }

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
        var turns: [Turn] = []
        for stream in streams.indices {
            turns.append(try turn(stream, update: trainer.updates, writes: writes))
        }
        let (pools, throughTail) = (streams.map(\.pool), plan.throughTail)
        var outcome: MemoryObjective.Outcome?
        let measures = trainer.update { decoder, _ in
            let found = MemoryObjective(decoder, selection: selection, tapes: tapes, throughTail: throughTail)
                .evaluate(pools, turns.map(\.turn))
            outcome = found
            return (found.gradients, found.measures)
        }
        let judged = outcome.map { take($0, turns) } ?? AnswerTally()
        shares.note(measures.topics)
        let isPromoted = progress.note(
            right: judged.right, of: judged.answers, rule: plan.rule, steps: plan.stages.count)
        return (measures, isPromoted)
    }

    /// What a stream does, and what each of its questions is about.
    private typealias Turn = (turn: MemoryTurn, sources: [MemoryLessons.Source])

    private mutating func turn(_ stream: Int, update: Int, writes: Int) throws -> Turn {
        let state = streams[stream]
        let range = min(plan.pieceTokensMin, current.pieceTokens)...current.pieceTokens
        var (documents, pieces): ([MemoryDocument], Int) = ([], 0)
        while pieces < writes {
            let document = try material.document(
                stream: stream, number: state.written + documents.count, tokens: range)
            pieces += document.pieceCount
            documents.append(document)
        }
        var choice = CounterGenerator(key: (plan.seed, Self.purpose), place: (UInt64(update), UInt64(stream), 1))
        let other = try material.otherSequence(using: &choice)
        let (sequence, sources) = other.map { ($0, []) } ?? material.lessons.sequence(
            stream: stream, number: state.written, documents: state.documents, fresh: documents,
            agesMax: max(1, Int(plan.ageShare * Double(current.blocks)) - writes))
        var random = random(update, stream)
        let turn = MemoryTurn(
            documents: documents, sequence: sequence, windowTokens: current.blocks * updateTokens,
            thinning: random.nextUnit() * plan.thinningMax, generator: random)
        return (turn, sources)
    }

    /// - Returns: the answers by which the stage is judged.
    private mutating func take(_ outcome: MemoryObjective.Outcome, _ turns: [Turn]) -> AnswerTally {
        var judged = AnswerTally()
        for index in streams.indices {
            streams[index].take(
                outcome.pools[index], documents: turns[index].turn.documents, keeping: 40)
            for (isRight, source) in zip(outcome.right[index], turns[index].sources) {
                shares[source.words, default: MovingShare()].note(isRight)
                if source.isJudged { judged.note(isRight) }
            }
        }
        return judged
    }

    mutating func evaluate(_ model: TrainedModel) throws -> [String: Double] {
        var found = shares.measured
        found["held-out bits per byte"] = heldOut?.bitsPerByte(model)
        found["held-out bits per byte with the pool"] = heldOut?.bitsPerByte(model, pool: pool)
        return found
    }
}

extension MemoryLessons.Source {
    /// What its answers are called in the measurements.
    fileprivate var words: String {
        switch self {
        case .fresh: "fresh"
        case .aged: "older"
        case .unknown: "unknown"
        case .long: "documents of several pieces"
        case .passage: PassageLessons.topic
        }
    }
}
