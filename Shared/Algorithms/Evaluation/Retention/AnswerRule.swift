/// When an answer counts as right.
public enum AnswerRule: String, Sendable, Codable, CaseIterable {
    /// It is the answer: white space between words counts as one space, a final full stop does not count, case does.
    case exact
    /// The same without any white space, for tokenizers that write blanks between digits.
    case unspaced
    /// It holds the answer: MemoryLLM's protocol, with ten tokens.                 Wang et al. 2024, section 4.3
    case contains

    /// - Parameter answers: any of them will do; an empty one never does.
    public func isHit(_ said: String, _ answers: [String]) -> Bool {
        answers.contains { answer in
            let wanted = normal(answer)
            guard !wanted.isEmpty else { return false }
            return self == .contains ? normal(said).contains(wanted) : normal(said) == wanted
        }
    }

    private func normal(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: self == .unspaced ? "" : " ")
        guard self != .contains, words.hasSuffix(".") else { return words }
        return String(words.dropLast().reversed().drop(while: \.isWhitespace).reversed())
    }
}
