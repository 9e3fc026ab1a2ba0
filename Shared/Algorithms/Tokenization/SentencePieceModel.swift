/// A SentencePiece model of byte-pair type (Kudo and Richardson 2018): pieces with scores; the pair whose joined piece
/// has the highest score merges first.
struct SentencePieceModel: Sendable {
    /// Normal and user-defined pieces by their UTF-8.
    var pieces: PieceTable
    /// For each token its rank: 0 for the highest score.
    var ranks: [Int32]
    /// Pieces that are cut out of the text before anything is merged.
    var userDefined: PieceTable
    var byteTokens: [Int32]?
    var unknown: Int32
    var normalizer: SentencePieceNormalizer

    private struct Rules: MergeRules {
        let model: SentencePieceModel
        let bytes: [UInt8]

        func merge(_ left: Symbol, _ right: Symbol) -> Merge? {
            guard !left.isFrozen, !right.isFrozen else { return nil }
            return model.pieces[bytes[Int(left.start)..<Int(right.end)]].map {
                Merge(rank: model.ranks[$0], id: Int32($0))
            }
        }
    }

    /// The tokens of a normalised text, with their bytes in it.
    func encode(_ bytes: [UInt8]) -> [Token] {
        var symbols = symbols(bytes)
        mergePairs(&symbols, Rules(model: self, bytes: bytes))
        var tokens: [Token] = []
        for symbol in symbols {
            if symbol.id >= 0 {
                tokens.append(Token(id: symbol.id, bytes: symbol.range))
            } else if let byteTokens {
                for index in symbol.range {
                    tokens.append(Token(id: byteTokens[Int(bytes[index])], bytes: index..<index + 1))
                }
            } else if let last = tokens.last, last.id == unknown, last.bytes.upperBound == symbol.range.lowerBound {
                // Neighbouring unknown characters are one unknown token.
                tokens[tokens.count - 1] = Token(id: last.id, bytes: last.bytes.lowerBound..<symbol.range.upperBound)
            } else {
                tokens.append(Token(id: unknown, bytes: symbol.range))
            }
        }
        return tokens
    }

    private func symbols(_ bytes: [UInt8]) -> [Symbol] {
        var symbols: [Symbol] = []
        var position = 0
        while position < bytes.count {
            let (length, isFrozen) = userDefinedPrefix(bytes[position...])
            let id = pieces[bytes[position..<position + length]] ?? -1
            symbols.append(Symbol(start: position, end: position + length, id: Int32(id), isFrozen: isFrozen))
            position += length
        }
        return symbols
    }

    private func userDefinedPrefix(_ rest: ArraySlice<UInt8>) -> (length: Int, isFrozen: Bool) {
        if let length = userDefined.longestPrefix(of: rest) { return (length, true) }
        return (characterLength(rest[rest.startIndex]), false)
    }
}

extension PieceTable {
    /// Length of the longest key that `text` begins with.
    func longestPrefix(of text: ArraySlice<UInt8>) -> Int? {
        guard count > 0 else { return nil }
        return stride(from: min(longest, text.count), to: 0, by: -1).first { self[text.prefix($0)] != nil }
    }
}
