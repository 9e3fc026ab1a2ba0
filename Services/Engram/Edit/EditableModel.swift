internal import Checkpoints
internal import Editing
package import MemoryTypes
internal import Tensors
internal import Tokenization
package import Transformer

/// A model folder for commands that edit without services.
package struct EditableModel: Sendable {
    package let name: String
    package let decoder: Decoder
    package let digest: ModelDigest
    package let endTokens: Set<Int32>
    private let tokenizer: Tokenizer

    /// - Parameter weights: `f32`, `bf16` or `int8`: part of what the digest names.
    package init(folder: String, weights: String) throws(Failure) {
        guard let format = WeightFormat(rawValue: weights) else {
            throw Failure(.usage, "--weights is f32, bf16 or int8, not \(weights).")
        }
        let loaded: LoadedModel
        do throws(CheckpointsError) {
            loaded = try LoadedModel(folder: folder, options: .init(weightFormat: format))
        } catch { throw Failure(.noInput, "\(folder) is not a model folder that can be used: \(error)") }
        name = loaded.name
        decoder = Decoder(loaded.weights)
        digest = loaded.digest
        endTokens = loaded.endTokens
        tokenizer = loaded.tokenizer
    }

    package func encode(_ text: String) -> [Int32] { tokenizer.encode(text) }
    package func decode(_ tokens: [Int32]) -> String { tokenizer.decode(tokens) }

    /// - Throws: what editing refuses, in words for people.
    func explained<Value>(_ body: () throws(EditingError) -> Value) throws(Failure) -> Value {
        do { return try body() } catch { throw Failure(.refused, "It was refused: \(error).") }
    }
}
