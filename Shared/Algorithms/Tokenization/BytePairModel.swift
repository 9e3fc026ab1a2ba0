/// A byte-pair vocabulary with a list of merges (Sennrich et al. 2016), as `tokenizer.json` holds it.
struct BytePairModel: Sendable, MergeRules {
    /// What the smallest symbols are.
    enum Alphabet: Equatable { case bytes, characters }

    var alphabet: Alphabet
    /// Tokens by their bytes: the raw ones if the alphabet is bytes, UTF-8 otherwise.
    var pieces: PieceTable
    var pairs: PairTable
    /// The tokens `<0x00>` to `<0xFF>`, if characters outside the vocabulary are spelt with them.
    var byteTokens: [Int32]?
    var unknown: Int32?
    var fusesUnknown = false
    /// Whether a word that is a token is taken as it is.
    var ignoresMerges = false

    func merge(_ left: Symbol, _ right: Symbol) -> Merge? {
        left.id < 0 || right.id < 0 ? nil : pairs[left.id, right.id]
    }

    /// The tokens of one word, with their bytes.
    func encode(_ bytes: [UInt8], _ word: Range<Int>, into tokens: inout [Token]) {
        if ignoresMerges, let id = pieces[bytes[word]] {
            tokens.append(Token(id: Int32(id), bytes: word))
            return
        }
        var symbols = symbols(bytes, word)
        mergePairs(&symbols, self)
        for symbol in symbols { tokens.append(Token(id: symbol.id, bytes: symbol.range)) }
    }

    /// The word's characters or bytes; those without a token are spelt in byte tokens, are unknown or go away.
    private func symbols(_ bytes: [UInt8], _ word: Range<Int>) -> [Symbol] {
        var symbols: [Symbol] = []
        symbols.reserveCapacity(word.count)
        var position = word.lowerBound
        while position < word.upperBound {
            let end = alphabet == .bytes ? position + 1 : position + characterLength(bytes[position])
            if let id = pieces[bytes[position..<end]] {
                symbols.append(Symbol(start: position, end: end, id: Int32(id)))
            } else if let byteTokens {
                for index in position..<end {
                    symbols.append(Symbol(start: index, end: index + 1, id: byteTokens[Int(bytes[index])]))
                }
            } else if let unknown {
                appendUnknown(position..<end, unknown, to: &symbols)
            }
            position = end
        }
        return symbols
    }

    private func appendUnknown(_ range: Range<Int>, _ id: Int32, to symbols: inout [Symbol]) {
        if fusesUnknown, let last = symbols.last, last.id == id, last.isFrozen {
            symbols[symbols.count - 1].end = Int32(range.upperBound)
        } else {
            symbols.append(Symbol(start: range.lowerBound, end: range.upperBound, id: id, isFrozen: true))
        }
    }
}
