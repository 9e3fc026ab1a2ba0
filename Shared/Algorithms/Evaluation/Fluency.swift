internal import Foundation

/// How varied texts are: low where a model repeats itself.                          Zhang et al. 2018; Meng et al. 2022
public enum Fluency {
    /// The entropy in bits of the n-grams' frequencies; 0 where there is none.
    public static func entropy(_ words: [String], n: Int) -> Double {
        guard n > 0, words.count >= n else { return 0 }
        let grams = (0...words.count - n).map { Array(words[$0..<$0 + n]) }
        let counts = grams.reduce(into: [[String]: Int]()) { $0[$1, default: 0] += 1 }
        // Summed by size, since a dictionary has no order.
        return counts.values.sorted().reduce(0) { sum, count in
            let share = Double(count) / Double(grams.count)
            return sum - share * log2(share)
        }
    }

    /// (2/3 H_2 + 4/3 H_3) / 2.
    public static func score(_ words: [String]) -> Double {
        (2.0 / 3 * entropy(words, n: 2) + 4.0 / 3 * entropy(words, n: 3)) / 2
    }

    /// e to the mean of losses in nats.
    public static func perplexity(_ losses: [Double]) -> Double { exp(Means.arithmetic(losses)) }
}
