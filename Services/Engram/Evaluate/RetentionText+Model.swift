internal import Checkpoints
internal import Evaluation
internal import LatentMemory
internal import Tokenization
internal import Transformer

extension RetentionText {
    /// As the workers read documents and the trainer asks questions.
    ///
    /// - Parameter tokensMax: tokens of a document that are read; nil: all.
    init(_ loaded: LoadedModel, _ memory: MemoryConfiguration, tokensMax: Int?) {
        let tokenizer = loaded.tokenizer
        let cutter = DocumentCutter(pieceTokensMax: memory.pieceTokensMax, updateTokens: memory.updateTokens)
        self.init(
            pieces: { text in
                let tokens = Array(tokenizer.tokens(of: text).prefix(tokensMax ?? .max))
                let pieces = cutter.pieces(endsSentence: SentenceEnds.flags(in: text, tokens: tokens))
                return pieces.map { tokens[$0].map(\.id) }
            },
            prompt: { tokenizer.encode("Question: \($0) Answer:") },
            answer: { tokenizer.decode($0) }, endTokens: loaded.endTokens)
    }
}
