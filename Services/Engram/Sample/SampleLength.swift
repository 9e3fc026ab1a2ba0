internal import Files
internal import Foundation
internal import Tokenization

/// The lengths of documents that a model was trained on, as its folder says.
struct SampleLength: Sendable {
    private let tokenizer: Tokenizer
    /// In tokens.
    let allowed: ClosedRange<Int>

    private struct Config: Decodable {
        let max_piece_tokens: Int?
    }

    /// - Parameter model: a model's folder with `config.json` and `tokenizer.json`.
    init(model: URL) throws(Failure) {
        do {
            let config = try JSONDecoder().decode(
                Config.self, from: Data(contentsOf: model.appending(path: "config.json")))
            tokenizer = try Tokenizer(
                tokenizerJSON: try readFile(model.appending(path: "tokenizer.json").path, bytesMax: 1 << 28))
            allowed = 8...max(8, config.max_piece_tokens ?? 512)
        } catch {
            throw Failure(.noInput, "The model folder \(model.path) cannot be used: \(error)")
        }
    }

    /// In tokens.
    func length(of text: String) -> Int { tokenizer.encode(text).count }

    /// Facts of these lengths.
    func facts(seed: UInt64) -> SampleFacts { SampleFacts(seed: seed, length: length(of:), in: allowed) }
}
