internal import Autograd
internal import LatentMemory
internal import Training
internal import Transformer

/// A step of training with random weights and tokens, as a thing to be timed.
struct TrainingStep {
    let parameters: Int
    /// Tokens that a step reads.
    let tokens: Int
    private var trainer: Trainer
    private let batch: [TrainingSequence]
    private let pools: [PoolDelta]
    private let tapes: Int

    /// - Parameters:
    ///   - length: tokens of a sequence; all but the first are predicted.
    ///   - window: memory tokens that each sequence is read with.
    init(
        layers: Int, width: Int, heads: Int, kvHeads: Int, feedForward: Int, vocabulary: Int, sequences: Int,
        length: Int, window: Int, tapes: Int
    ) {
        let memory = MemoryConfiguration(
            updateTokens: window, poolTokens: window, addsBos: true, dropsPerLayer: false, memoryClass: .llama8B,
            adapters: nil)
        let configuration = ModelConfiguration(
            layers: layers, width: width, heads: heads, keyValueHeads: kvHeads, headWidth: width / heads,
            feedForwardWidth: feedForward, vocabulary: vocabulary, normEpsilon: 1e-5,
            rotary: RotaryConfiguration(theta: 10_000), positionsMax: window + length + 1, tiedHead: true,
            memory: window > 0 ? memory : nil)
        let model = TrainedModel(configuration, seed: 1)
        let choice = Optimiser.Choice(.adamW(AdamW()), rate: 1e-3)
        let choices = Dictionary(uniqueKeysWithValues: model.parameters.names.map { ($0, choice) })
        let options = TrainerOptions(
            schedule: RateSchedule(warmUp: 0, total: .max, decay: .constant), clipNorm: 1, accumulation: 1,
            averageDecay: nil)
        trainer = Trainer(model, choices: choices, options: options)
        parameters = model.parameters.count
        self.tapes = tapes
        tokens = sequences * length
        var random = CounterGenerator(key: (1, Self.purpose), place: (0, 0, 0))
        batch = (0..<sequences).map { _ in
            TrainingSequence(text: (0..<length).map { _ in Int32(random.next(below: UInt64(vocabulary))) })
        }
        pools = window == 0 ? [] : (0..<sequences).map { number in
            MemoryStream(configuration, tokens: window, seed: 1, number: number).pool
        }
    }

    private static let purpose: UInt64 = 0x5354_4550_0000_0001

    /// Takes one step.
    ///
    /// - Returns: how long it took.
    mutating func seconds() -> Double {
        let (selection, batch, pools, tapes) = (trainer.selection, batch, pools, tapes)
        let begin = ContinuousClock.now
        _ = trainer.update { decoder, _ in
            guard !pools.isEmpty else {
                return LanguageObjective(decoder, selection: selection, tapes: tapes).evaluate(batch)
            }
            let turns = batch.map {
                MemoryTurn(
                    documents: [], sequence: $0, windowTokens: pools[0].rows, thinning: 0,
                    generator: CounterGenerator(key: (1, 1), place: (0, 0, 0)))
            }
            let found = MemoryObjective(decoder, selection: selection, tapes: tapes).evaluate(pools, turns)
            return (found.gradients, found.measures)
        }
        return (ContinuousClock.now - begin) / .seconds(1)
    }
}
