internal import LatentMemory
public import Tokenization
public import Transformer

/// Cuts documents into the pieces that a pool absorbs, as the workers do.
public struct DocumentPieces: Sendable {
    private let tokenizer: Tokenizer
    private let cutter: DocumentCutter

    public init(tokenizer: Tokenizer, memory: MemoryConfiguration) {
        self.tokenizer = tokenizer
        cutter = DocumentCutter(pieceTokensMax: memory.pieceTokensMax, updateTokens: memory.updateTokens)
    }

    /// The longest piece, in tokens.
    public var tokensMax: Int { cutter.pieceTokensMax }

    /// - Parameter tokensMax: tokens of the document that are read; nil: all.
    /// - Returns: none of them empty; none for an empty text.
    public func pieces(of text: String, tokensMax: Int? = nil) -> [[Int32]] {
        let tokens = Array(tokenizer.tokens(of: text).prefix(tokensMax ?? .max))
        return cutter.pieces(endsSentence: SentenceEnds.flags(in: text, tokens: tokens)).map { tokens[$0].map(\.id) }
    }
}
