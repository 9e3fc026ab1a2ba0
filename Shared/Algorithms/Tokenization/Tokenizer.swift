/// Text to tokens and back.
///
/// It never adds a token that stands for no text, such as one for the beginning of a sequence.
public struct Tokenizer: Sendable {
    enum Method: Sendable {
        case bytePairs(normalizers: [Normalizer], preTokenizers: [PreTokenizer], BytePairModel)
        case sentencePiece(SentencePieceModel)
    }

    let method: Method
    let vocabulary: Vocabulary
    /// Tokens looked for in the source, and tokens looked for after normalisation.
    let sourceTokens: AddedTokenFinder
    let normalizedTokens: AddedTokenFinder

    /// Texts are at most this long.
    public static let textBytesMax = 1 << 30

    /// One more than the highest token.
    public var vocabularySize: Int { vocabulary.count }

    /// The number of the token with this name, as vocabulary files write it; nil if there is none.
    public func id(of name: String) -> Int32? { vocabulary.id(of: name) }

    /// The name of a token as vocabulary files write it; nil if there is none.
    public func name(of id: Int32) -> String? {
        vocabulary.names.indices.contains(Int(id)) ? vocabulary.names[Int(id)] : nil
    }

    /// Whether decoding leaves the token out.
    public func isSpecial(_ id: Int32) -> Bool { vocabulary.specials.contains(id) }

    /// Whether the token is one of those that are looked for in the text itself.
    func isAdded(_ id: Int32) -> Bool { vocabulary.added.contains(id) }

    /// The tokens of a text.
    ///
    /// - Precondition: `text` has at most `textBytesMax` bytes.
    public func encode(_ text: String, specials: SpecialTokens = .asText) -> [Int32] {
        tokens(of: text, specials: specials).map(\.id)
    }

    /// The tokens of a text with the bytes they stand for.
    ///
    /// - Precondition: `text` has at most `textBytesMax` bytes.
    public func tokens(of text: String, specials: SpecialTokens = .asText) -> [Token] {
        let bytes = Array(text.utf8)
        precondition(bytes.count <= Self.textBytesMax, "a text of \(bytes.count) bytes; at most \(Self.textBytesMax)")
        var tokens: [Token] = []
        for part in sourceTokens.split(bytes, specials: specials) {
            switch part {
            case .token(let id, let range): tokens.append(Token(id: id, bytes: range))
            case .text(let range):
                encode(NormalizedText(Array(bytes[range]), start: range.lowerBound), specials, into: &tokens)
            }
        }
        return tokens
    }

    private func encode(_ text: NormalizedText, _ specials: SpecialTokens, into tokens: inout [Token]) {
        switch method {
        case .bytePairs(let normalizers, let preTokenizers, let model):
            let normalized = normalizers.reduce(text) { $1.apply($0) }
            for part in normalizedTokens.split(normalized.bytes, specials: specials) {
                switch part {
                case .token(let id, let range): tokens.append(Token(id: id, bytes: normalized.source(of: range)))
                case .text(let range): encode(normalized.part(range), preTokenizers, model, into: &tokens)
                }
            }
        case .sentencePiece(let model):
            let normalized = model.normalizer.apply(text)
            for token in model.encode(normalized.bytes) {
                tokens.append(Token(id: token.id, bytes: normalized.source(of: token.bytes)))
            }
        }
    }

    private func encode(
        _ text: NormalizedText, _ preTokenizers: [PreTokenizer], _ model: BytePairModel, into tokens: inout [Token]
    ) {
        var text = text
        var words = [0..<text.bytes.count]
        for step in preTokenizers { words = step.apply(&text, words) }
        var found: [Token] = []
        for word in words { model.encode(text.bytes, word, into: &found) }
        for token in found { tokens.append(Token(id: token.id, bytes: text.source(of: token.bytes))) }
    }

    /// The text that tokens write; tokens outside the vocabulary write nothing, and bytes that are no UTF-8 become
    /// U+FFFD.
    public func decode(_ ids: [Int32], specials: DecodedSpecials = .leftOut) -> String {
        var decoder = StreamDecoder(self, specials: specials)
        var text = ""
        for id in ids { text += decoder.append(id) }
        return text + decoder.finish()
    }
}

/// What becomes of special tokens in a decoded text.
public enum DecodedSpecials: Sendable { case leftOut, written }
