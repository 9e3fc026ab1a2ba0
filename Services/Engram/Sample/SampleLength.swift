internal import Files
internal import Foundation
internal import Tokenization

/// The lengths of documents that a model was trained on, as its folder says.
struct SampleLength: Sendable {
    private let tokenizer: Tokenizer
    private let tokens: ClosedRange<Int>

    private struct Config: Decodable {
        let max_piece_tokens: Int?
        let num_tokens: Int?
    }

    /// - Parameter model: a model's folder with `config.json` and `tokenizer.json`.
    init(model: URL) throws(Failure) {
        do {
            let config = try JSONDecoder().decode(
                Config.self, from: Data(contentsOf: model.appending(path: "config.json")))
            tokenizer = try Tokenizer(
                tokenizerJSON: try readFile(model.appending(path: "tokenizer.json").path, bytesMax: 1 << 28))
            let longest = config.max_piece_tokens ?? 512
            tokens = min(config.num_tokens ?? 16, longest)...longest
        } catch {
            throw Failure(.noInput, "The model folder \(model.path) cannot be used: \(error)")
        }
    }

    func fits(_ text: String) -> Bool { tokens.contains(tokenizer.encode(text).count) }
}
