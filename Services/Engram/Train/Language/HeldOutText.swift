internal import Autograd
internal import LatentMemory
internal import ServiceKit
internal import Tokenization
internal import Training
internal import Transformer

/// Text that is measured and not trained on.
struct HeldOutText {
    private let sequences: [TrainingSequence]
    private let bytes: Int
    private let tapes: Int

    /// - Returns: nil where the settings name none.
    init?(_ settings: Settings, _ start: TrainingStart) throws {
        guard let path = settings.optional("held-out") else { return nil }
        var source = try TextSource(
            path: path, tokenizer: start.tokenizer, eos: start.eos, seed: 0, exclusions: nil,
            scratch: settings.text("scratch"))
        let length = settings.number("text-length")
        var (sequences, bytes): ([TrainingSequence], Int) = ([], 0)
        for _ in 0..<max(1, settings.number("held-out-tokens") / length) {
            let tokens = try source.take(length) { _ in }
            sequences.append(TrainingSequence(text: tokens))
            bytes += start.tokenizer.decode(Array(tokens.dropFirst())).utf8.count
        }
        (self.sequences, self.bytes, tapes) = (sequences, bytes, settings.number("tapes"))
    }

    /// Bits of all predicted tokens over the bytes that they stand for, read with nothing before them.
    func bitsPerByte(_ model: TrainedModel) -> Double {
        let objective = LanguageObjective(model.decoder(), selection: .none, tapes: tapes)
        return bits { objective.evaluate($0).measures }
    }

    /// The same, read with a pool.
    func bitsPerByte(_ model: TrainedModel, pool: PoolDelta) -> Double {
        let objective = MemoryObjective(model.decoder(), selection: .none, tapes: tapes)
        return bits { part in
            let turns = part.map {
                MemoryTurn(
                    documents: [], sequence: $0, windowTokens: pool.rows, thinning: 0,
                    generator: CounterGenerator(key: (0, 0), place: (0, 0, 0)))
            }
            return objective.evaluate(part.map { _ in pool }, turns).measures
        }
    }

    private func bits(_ measure: ([TrainingSequence]) -> StepMeasures) -> Double {
        var sum = StepMeasures()
        for start in stride(from: 0, to: sequences.count, by: 16) {
            sum.add(measure(Array(sequences[start..<min(start + 16, sequences.count)])))
        }
        return sum.weightedLoss / 0.6931471805599453 / Double(max(1, bytes))
    }
}
