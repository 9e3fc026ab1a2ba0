public import Tokenization

/// A tokenizer with the numbers of the tokens that begin and end a text, from a folder that need not hold a model.
public struct TrainingTokenizer: Sendable {
    public let tokenizer: Tokenizer
    public let bos: Int32?
    public let eos: Int32?

    private static let idsMax = 4_194_304

    /// - Throws: what is wrong with the folder's tokenizer.
    public init(folder: String) throws(CheckpointsError) {
        let found = try TokenizerFolder(folder: folder, vocabulary: Self.idsMax)
        tokenizer = found.tokenizer
        bos = found.bos.flatMap { found.tokenizer.id(of: $0) }
        eos = found.eos.flatMap { found.tokenizer.id(of: $0) }
    }
}
