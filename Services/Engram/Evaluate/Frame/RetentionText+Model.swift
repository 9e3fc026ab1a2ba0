internal import Checkpoints
internal import Evaluation
internal import Tokenization
internal import Training
internal import Transformer

extension RetentionText {
    /// As the workers read documents and the trainer asks questions.
    ///
    /// - Parameter tokensMax: tokens of a document that are read; nil: all.
    init(_ loaded: LoadedModel, _ memory: MemoryConfiguration, tokensMax: Int?) {
        let tokenizer = loaded.tokenizer
        let cutting = DocumentPieces(tokenizer: tokenizer, memory: memory)
        self.init(
            pieces: { cutting.pieces(of: $0, tokensMax: tokensMax) },
            prompt: { tokenizer.encode("Question: \($0) Answer:") },
            answer: { tokenizer.decode($0) }, endTokens: loaded.endTokens)
    }
}
