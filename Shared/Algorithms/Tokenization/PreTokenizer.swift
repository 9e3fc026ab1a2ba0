/// One step that cuts a text into words, between which nothing is merged.
enum PreTokenizer: Equatable {
    /// Cuts numbers off: each digit alone, or runs of them.
    case digits(individual: Bool)
    /// Cuts into the matches of a pattern.
    case words(WordPattern)
    /// Puts a space in front of each word that has none, and cuts by the pattern of GPT-2 if asked.
    case byteLevel(prefixesSpace: Bool, cuts: Bool)
    /// Writes spaces as `▁` and cuts before them.
    case metaspace(replacement: [UInt8], prepends: Prepending, cuts: Bool)

    enum Prepending: Equatable { case always, first, never }

    func apply(_ text: inout NormalizedText, _ words: [Range<Int>]) -> [Range<Int>] {
        switch self {
        case .digits, .words: cut(text.bytes, words)
        case .byteLevel(let prefixesSpace, let cuts):
            byteLevel(&text, words, prefixesSpace: prefixesSpace, cuts: cuts)
        case .metaspace(let replacement, let prepends, let cuts):
            metaspace(&text, words, replacement, prepends, cuts)
        }
    }

    /// What a step that rewrites nothing makes of words; the words themselves for one that does.
    func cut(_ bytes: [UInt8], _ words: [Range<Int>]) -> [Range<Int>] {
        switch self {
        case .digits(let individual): words.flatMap { digits(bytes, $0, individual) }
        case .words(let pattern): words.flatMap { cut(bytes, $0, pattern) }
        case .byteLevel, .metaspace: words
        }
    }

    private func cut(_ bytes: [UInt8], _ word: Range<Int>, _ pattern: WordPattern) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var position = word.lowerBound
        while position < word.upperBound {
            let end = pattern.endOfWord(in: bytes, from: position, to: word.upperBound)
            result.append(position..<end)
            position = end
        }
        return result
    }

    private func digits(_ bytes: [UInt8], _ word: Range<Int>, _ individual: Bool) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var position = word.lowerBound
        while position < word.upperBound {
            let isNumber = bytes.characterClass(at: position) == .number
            let end =
                isNumber && individual
                ? position + characterLength(bytes[position])
                : bytes.endOfRun(from: position, to: word.upperBound) { ($0 == .number) == isNumber }
            result.append(position..<end)
            position = end
        }
        return result
    }

    private func byteLevel(
        _ text: inout NormalizedText, _ words: [Range<Int>], prefixesSpace: Bool, cuts: Bool
    ) -> [Range<Int>] {
        var words = words
        let space = UInt8(ascii: " ")
        if prefixesSpace, words.contains(where: { text.bytes[$0.lowerBound] != space }) {
            var builder = NormalizedTextBuilder(text)
            words = words.map { word in
                let start = builder.count
                if text.bytes[word.lowerBound] != space { builder.put([space], at: word.lowerBound) }
                builder.keep(word)
                return start..<builder.count
            }
            text = builder.finish()
        }
        return cuts ? words.flatMap { cut(text.bytes, $0, .gpt2) } : words
    }

    private func metaspace(
        _ text: inout NormalizedText, _ words: [Range<Int>], _ mark: [UInt8], _ prepends: Prepending, _ cuts: Bool
    ) -> [Range<Int>] {
        var builder = NormalizedTextBuilder(text)
        let marked = words.map { word in
            let start = builder.count
            let first = text.bytes[word]
            let begins = first.first == UInt8(ascii: " ") || first.starts(with: mark)
            let prepended = prepends == .always || (prepends == .first && text.origin(word.lowerBound) == 0)
            if prepended, !begins { builder.put(mark, at: word.lowerBound) }
            for index in word {
                if text.bytes[index] == UInt8(ascii: " ") {
                    builder.put(mark, at: index)
                } else {
                    builder.keep(index..<index + 1)
                }
            }
            return start..<builder.count
        }
        text = builder.finish()
        return cuts ? marked.flatMap { cutBefore(mark, text.bytes, $0) } : marked
    }

    private func cutBefore(_ mark: [UInt8], _ bytes: [UInt8], _ word: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = word.lowerBound
        var position = start + 1
        while position < word.upperBound {
            if bytes[position] == mark[0], bytes[position..<word.upperBound].starts(with: mark) {
                result.append(start..<position)
                start = position
            }
            position += 1
        }
        result.append(start..<word.upperBound)
        return result
    }
}
