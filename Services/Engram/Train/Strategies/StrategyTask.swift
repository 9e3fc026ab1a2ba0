internal import LatentMemory
internal import Tensors
internal import Training
internal import Transformer

/// MemoryLLM's own training on running text, with as many pools side by side as there are streams.
struct StrategyTask: TrainingTask {
    struct State: Codable {
        var texts: [String: TextSource.Position]
        var recalls: [RecallState]
    }

    struct Plan: Sendable {
        var tapes: Int
        var seed: UInt64
        var strategies: StrategySettings
        /// Tokens of a context.
        var lengths: ClosedRange<Int>
    }

    private let plan: Plan
    private var texts: TextMixture
    private var recalls: [RecallState]
    private var pools: [PoolDelta]

    init(_ plan: Plan, texts: TextMixture, streams: [MemoryStream]) {
        (self.plan, self.texts) = (plan, texts)
        pools = streams.map(\.pool)
        recalls = streams.map { _ in RecallState() }
    }

    var stage: String { "strategies" }
    var accuracy: Double? { nil }
    var pool: PoolDelta { pools[0] }
    var state: State { State(texts: texts.positions, recalls: recalls) }

    var tensors: [String: Tensor] {
        Dictionary(uniqueKeysWithValues: pools.enumerated().map { ("pool.\($0)", $1.values) })
    }

    mutating func restore(_ state: State, tensors: [String: Tensor]) throws {
        guard state.recalls.count == pools.count else {
            throw Failure(.configuration, "The checkpoint has \(state.recalls.count) streams, not \(pools.count).")
        }
        recalls = state.recalls
        try texts.restore(state.texts)
        pools = try pools.restored(from: tensors)
    }

    private static let purpose: UInt64 = 0x5354_5241_0000_0001

    mutating func update(_ trainer: inout Trainer) throws -> (measures: StepMeasures, isPromoted: Bool) {
        let turns = try pools.indices.map { try turn($0, update: trainer.updates) }
        let (before, selection, tapes) = (pools, trainer.selection, plan.tapes)
        var after = before
        let measures = trainer.update { decoder, _ in
            let found = StrategyObjective(decoder, selection: selection, tapes: tapes).evaluate(before, turns)
            after = found.pools
            return (found.gradients, found.measures)
        }
        pools = after
        return (measures, false)
    }

    private mutating func turn(_ stream: Int, update: Int) throws -> StrategyTurn {
        var random = CounterGenerator(
            key: (plan.seed, Self.purpose), place: (UInt64(update), UInt64(stream), 0))
        if let kept = recalls[stream].kept, recalls[stream].isDue(plan.strategies, using: &random) {
            recalls[stream].recalled()
            return StrategyTurn(mode: .recall, contexts: [], target: TrainingSequence(text: kept), generator: random)
        }
        let text = try continuousText(&random)
        let most = min(plan.strategies.contextsMax(update), text.contexts.count)
        let count = 1 + Int(random.next(below: UInt64(most)))
        recalls[stream].read(target: text.target, contexts: count)
        return StrategyTurn(
            mode: mode(contexts: count, &random), contexts: Array(text.contexts.suffix(count)),
            target: TrainingSequence(text: text.target), generator: random)
    }

    private func mode(contexts: Int, _ random: inout CounterGenerator) -> StrategyTurn.Mode {
        let strategies = plan.strategies
        let hasGradient = random.nextUnit() < strategies.gradientShare
        switch (strategies.gradientRead, strategies.sequence) {
        case (.wholePool, _) where hasGradient: return .whole(gradient: true)
        case (.deltaAlone, _) where hasGradient && contexts == 1: return .deltaAlone
        case (_, .intoPool): return .whole(gradient: false)
        case (_, .chained): return .joined
        }
    }

    private mutating func continuousText(_ random: inout CounterGenerator) throws -> ContinuousText {
        // A text too short to be cut in two is left out; a thousand of them are no texts.
        for _ in 0..<1000 {
            let tokens = try texts.document(using: &random)
            if let text = ContinuousText(tokens, lengths: plan.lengths, using: &random) { return text }
        }
        throw Failure(.data, "A thousand texts in a row are too short.")
    }
}

extension [PoolDelta] {
    /// Pools of the same sizes as a checkpoint has them.
    func restored(from tensors: [String: Tensor]) throws(Failure) -> [PoolDelta] {
        var pools: [PoolDelta] = []
        for (index, before) in enumerated() {
            guard let values = tensors["pool.\(index)"], values.rows == before.values.rows,
                values.columns == before.width
            else { throw Failure(.data, "The checkpoint holds no pool \(index) of this size.") }
            pools.append(PoolDelta(layers: before.layers, values: values))
        }
        return pools
    }
}
