/// A regular expression that cuts text into words before byte pairs are merged, as a hand-written scanner.
enum WordPattern: Equatable {
    /// Radford et al. 2019:
    ///
    ///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    case gpt2
    /// GPT-4, Llama 3 (at most 3 digits) and Qwen 2 (1 digit):
    ///
    ///     (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}
    ///     | ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
    case llama3(digitsMax: Int)

    static let names = "the patterns of GPT-2, of GPT-4 and Llama 3, and of Qwen 2"

    /// The scanner for a regular expression as tokenizer files write it; nil for any other.
    init?(regularExpression: String) {
        switch regularExpression.replacing("?+", with: "?").replacing("]++", with: "]+").replacing(
            "{1,3}+", with: "{1,3}")
        {
        case #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#,
            #"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#:
            self = .gpt2
        case "(?i:'s|'t|'re|'ve|'m|'ll|'d)" + Self.modernTail("{1,3}"),
            "'(?i:[sdmt]|ll|ve|re)" + Self.modernTail("{1,3}"):
            self = .llama3(digitsMax: 3)
        case "(?i:'s|'t|'re|'ve|'m|'ll|'d)" + Self.modernTail(""), "'(?i:[sdmt]|ll|ve|re)" + Self.modernTail(""):
            self = .llama3(digitsMax: 1)
        default: return nil
        }
    }

    /// As tokenizer files write it, with at most one or three digits.
    var regularExpression: String {
        switch self {
        case .gpt2: #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
        case .llama3(let digitsMax):
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)" + Self.modernTail(digitsMax == 1 ? "" : "{1,3}")
        }
    }

    private static func modernTail(_ digits: String) -> String {
        #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"# + digits + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    }

    /// The end of the match that begins at `start`. Every character begins some match, so that words cover the text.
    func endOfWord(in bytes: [UInt8], from start: Int, to end: Int) -> Int {
        switch self {
        case .gpt2: gpt2(bytes, start, end)
        case .llama3(let digitsMax): llama3(bytes, start, end, digitsMax)
        }
    }

    private func gpt2(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        if let contraction = contraction(bytes, start, end, anyCase: false) { return contraction }
        let word = bytes[start] == UInt8(ascii: " ") && start + 1 < end ? start + 1 : start
        let kind = bytes.characterClass(at: word)
        if !kind.isSpace { return bytes.endOfRun(from: word, to: end) { $0 == kind } }
        return space(bytes, start, end)
    }

    private func llama3(_ bytes: [UInt8], _ start: Int, _ end: Int, _ digitsMax: Int) -> Int {
        if let contraction = contraction(bytes, start, end, anyCase: true) { return contraction }
        let kind = bytes.characterClass(at: start)
        let next = start + characterLength(bytes[start])
        switch kind {
        case .letter: return bytes.endOfRun(from: next, to: end) { $0 == .letter }
        case .number: return digits(bytes, next, end, left: digitsMax - 1)
        case .space, .other:
            if next < end, bytes.characterClass(at: next) == .letter {
                return bytes.endOfRun(from: next, to: end) { $0 == .letter }
            }
        case .lineEnd: break
        }
        let mark = bytes[start] == UInt8(ascii: " ") && next < end ? next : start
        if bytes.characterClass(at: mark) == .other {
            let marks = bytes.endOfRun(from: mark, to: end) { $0 == .other }
            return bytes.endOfRun(from: marks, to: end) { $0 == .lineEnd }
        }
        return lines(bytes, start, end) ?? space(bytes, start, end)
    }

    private func digits(_ bytes: [UInt8], _ start: Int, _ end: Int, left: Int) -> Int {
        var position = start
        for _ in 0..<left where position < end && bytes.characterClass(at: position) == .number {
            position += characterLength(bytes[position])
        }
        return position
    }

    /// `\s*[\r\n]+`: white space up to and with the last line end of its run.
    private func lines(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
        let run = bytes.endOfRun(from: start, to: end, \.isSpace)
        guard let last = bytes[start..<run].lastIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return nil }
        return last + 1
    }

    /// `\s+(?!\S)|\s+`: white space, but its last character is left to a word that follows, if there are two.
    private func space(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        let run = bytes.endOfRun(from: start, to: end, \.isSpace)
        guard run < end else { return run }
        let last = bytes.characterStart(before: run)
        return last > start ? last : run
    }

    private func contraction(_ bytes: [UInt8], _ start: Int, _ end: Int, anyCase: Bool) -> Int? {
        guard bytes[start] == UInt8(ascii: "'"), start + 1 < end else { return nil }
        // The long s is an s where case does not count.
        if anyCase, start + 2 < end, bytes[start + 1] == 0xC5, bytes[start + 2] == 0xBF { return start + 3 }
        let lower: UInt8 = anyCase ? 0x20 : 0
        let first = bytes[start + 1] | lower
        if "stmd".utf8.contains(first) { return start + 2 }
        guard start + 2 < end else { return nil }
        let second = bytes[start + 2] | lower
        let isPair = ["re", "ve", "ll"].contains { $0.utf8.elementsEqual([first, second]) }
        return isPair ? start + 3 : nil
    }
}
