/// How a text falls into words, between which byte pairs never merge: a pattern, and whether each digit stands alone.
public struct WordCutting: Hashable, Sendable {
    public enum Pattern: String, Hashable, Sendable, CaseIterable {
        /// Radford et al. 2019, section 2.2.
        case gpt2
        /// GPT-4 and Llama 3: at most three digits, line ends behind marks.
        case llama3
    }

    public let pattern: Pattern
    /// Whether a number is as many words as it has digits.
    public let splitsDigits: Bool

    public init(pattern: Pattern, splitsDigits: Bool) {
        self.pattern = pattern
        self.splitsDigits = splitsDigits
    }

    /// The steps that a tokenizer of this cutting takes.
    var steps: [PreTokenizer] {
        switch pattern {
        case .gpt2: (splitsDigits ? [.digits(individual: true)] : []) + [.words(.gpt2)]
        case .llama3: [.words(.llama3(digitsMax: splitsDigits ? 1 : 3))]
        }
    }

    /// The words of well-formed UTF-8, which cover it.
    func words(of bytes: [UInt8]) -> [Range<Int>] {
        guard !bytes.isEmpty else { return [] }
        return steps.reduce([0..<bytes.count]) { $1.cut(bytes, $0) }
    }
}
