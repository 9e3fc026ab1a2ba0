internal import Transformer

/// Batches of in-context examples: most of the step that is being learned, some of those before it.
public struct CurriculumBatches: Sendable {
    private let curriculum: Curriculum
    private let encoder: CurriculumEncoder
    public let steps: [CurriculumStep]
    private let earlierShare: Double
    private let seed: UInt64

    /// - Parameter earlierShare: of examples from earlier steps, so that nothing is unlearned.
    public init(
        _ curriculum: Curriculum, steps: [CurriculumStep], encoder: CurriculumEncoder, earlierShare: Double,
        seed: UInt64
    ) {
        (self.curriculum, self.steps, self.encoder) = (curriculum, steps, encoder)
        (self.earlierShare, self.seed) = (earlierShare, seed)
    }

    private static let purpose: UInt64 = 0x4355_5252_0000_0001

    /// Examples of `tokens` tokens or a little more: a function of the seed, the step and the number of the batch.
    public func batch(_ number: Int, step: Int, tokens: Int) -> [TrainingSequence] {
        var sequences: [TrainingSequence] = []
        var count = 0
        while count < tokens {
            var random = CounterGenerator(
                key: (seed, Self.purpose), place: (UInt64(number), UInt64(sequences.count), 0))
            let isEarlier = step > 0 && random.nextUnit() < earlierShare
            let chosen = isEarlier ? Int(random.next(below: UInt64(step))) : step
            let example = curriculum.example(
                steps[chosen],
                random: CounterGenerator(
                    key: (seed, Self.purpose), place: (UInt64(number), UInt64(sequences.count), 1)))
            let sequence = encoder.sequence(example, isJudged: !isEarlier, random: &random)
            sequences.append(sequence)
            count += sequence.tokens.count
        }
        return sequences
    }
}
