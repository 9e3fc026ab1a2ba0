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
        let loaded = try LoadedModel(
            folder: folder,
            options: .init(
                weightFormat: .init(rawValue: weights), memoryClass: memoryClass.flatMap { .init(rawValue: $0) }))
        let pool = try loaded.pool()?.bytes
        served = ServedModel(
            descriptor: loaded.descriptor(pool: pool), decoder: Decoder(loaded.weights), memory: loaded.memoryModel(),
            tokenizer: loaded.tokenizer,
            chat: { (messages) throws(TokenizationError) in try loaded.prompt(messages) }, endTokens: loaded.endTokens)
        basePool = { () async throws(Refusal) in
            guard let pool else { throw Refusal(.unknownBlob) }
            return pool
        }
    }
}
