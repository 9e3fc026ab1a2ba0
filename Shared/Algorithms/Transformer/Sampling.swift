/// How the next token is chosen from logits.
public struct Sampling: Hashable, Sendable {
    /// 0 takes the most likely token; otherwise logits are divided by it.
    public var temperature: Float
    /// Keeps the `topK` most likely tokens; 0 keeps all.
    public var topK: Int
    /// Keeps the fewest tokens whose probabilities reach this sum (Holtzman et al. 2020); 1 keeps all.
    public var topP: Float
    /// Divides positive and multiplies negative logits of tokens already seen (Keskar et al. 2019); 1 changes nothing.
    public var repetitionPenalty: Float
    /// Equal seeds give equal choices from equal logits.
    public var seed: UInt64

    public static let greedy = Sampling()

    public init(
        temperature: Float = 0, topK: Int = 0, topP: Float = 1, repetitionPenalty: Float = 1, seed: UInt64 = 0
    ) {
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.repetitionPenalty = repetitionPenalty
        self.seed = seed
    }

    /// Separates these draws from all others under the same seed.
    private static let purpose: UInt64 = 0x5341_4D50_4C45_0001

    /// Chooses a token.
    ///
    /// - Parameters:
    ///   - logits: one per token of the vocabulary.
    ///   - seen: the tokens of the prompt and the answer so far, for the repetition penalty.
    ///   - index: how many tokens were chosen before: the place of this draw under the seed.
    public func token(from logits: [Float], seen: Set<Int32>, index: UInt64) -> Int32 {
        var logits = logits
        penalise(&logits, seen: seen)
        guard temperature > 0 else { return Self.greatest(logits) }
        let candidates = self.candidates(of: logits)
        guard let last = candidates.last else { return Self.greatest(logits) }
        var generator = CounterGenerator(key: (seed, Self.purpose), place: (index, 0, 0))
        var rest = generator.nextUnit() * candidates.reduce(0) { $0 + $1.weight }
        for candidate in candidates {
            rest -= candidate.weight
            if rest < 0 { return candidate.token }
        }
        return last.token
    }

    private func penalise(_ logits: inout [Float], seen: Set<Int32>) {
        guard repetitionPenalty != 1 else { return }
        for token in seen where logits.indices.contains(Int(token)) {
            let logit = logits[Int(token)]
            logits[Int(token)] = logit > 0 ? logit / repetitionPenalty : logit * repetitionPenalty
        }
    }

    /// The first of the largest logits.
    private static func greatest(_ logits: [Float]) -> Int32 {
        var best = 0
        for token in logits.indices where logits[token] > logits[best] { best = token }
        return Int32(best)
    }

    private struct Candidate {
        let token: Int32
        var weight: Double
    }

    /// Tokens less likely than the likeliest by this many units of logit / temperature, 7e-13 of its weight, are left
    /// out before anything else: a vocabulary's long tail costs more to sort than it is ever worth.
    private static let tail: Float = 28

    /// The tokens that may be chosen with weights e^(logit / temperature), the likeliest first (by number if equal).
    private func candidates(of logits: [Float]) -> [Candidate] {
        let top = logits.max() ?? 0
        let least = top - Self.tail * temperature
        var all: [Candidate] = []
        for (token, logit) in logits.enumerated() where logit >= least {
            let weight = exponential(Double((logit - top) / temperature))
            all.append(Candidate(token: Int32(token), weight: weight))
        }
        guard topK > 0 || topP < 1 else { return all }
        all.sort { ($0.weight, -$0.token) > ($1.weight, -$1.token) }
        if topK > 0, topK < all.count { all.removeLast(all.count - topK) }
        if topP < 1 { all.removeLast(all.count - nucleus(of: all)) }
        return all
    }

    /// How many of the likeliest candidates reach the sum `topP`; at least one.
    private func nucleus(of candidates: [Candidate]) -> Int {
        var rest = Double(topP) * candidates.reduce(0) { $0 + $1.weight }
        for (index, candidate) in candidates.enumerated() {
            rest -= candidate.weight
            if rest <= 0 { return index + 1 }
        }
        return candidates.count
    }
}
