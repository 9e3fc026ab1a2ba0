internal import Checkpoints
internal import LatentMemory
internal import MemoryTypes
internal import ServiceKit
package import StoreClient
internal import Tensors
internal import Tokenization
internal import Transformer

/// The model that a generation worker speaks with.
package struct OpenedModel: Sendable {
    package let served: ServedModel
    /// The folder's own pool, for a store that has not got it yet.
    package let basePool: BasePool

    /// - Parameters:
    ///   - weights: `f32`, `bf16` or `int8`.
    ///   - memoryClass: `7b` or `8b`, for a folder that does not say it.
    /// - Throws: what is wrong with the folder.
    package init(folder: String, weights: String, memoryClass: String?) throws {
        let opened = try WorkerModel(folder: folder, weights: weights, memoryClass: memoryClass)
        let loaded = opened.loaded
        served = ServedModel(
            descriptor: opened.descriptor, decoder: Decoder(loaded.weights), memory: loaded.memoryModel(),
            tokenizer: loaded.tokenizer,
            chat: { (messages) throws(TokenizationError) in try loaded.prompt(messages) }, endTokens: loaded.endTokens)
        basePool = { () async throws(Refusal) in try opened.basePool() }
    }
}
