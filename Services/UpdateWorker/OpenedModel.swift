internal import Checkpoints
package import Editing
internal import LatentMemory
package import MemoryTypes
internal import ServiceKit
package import StoreClient
internal import Tensors
internal import Transformer

/// The model that an update worker reads with.
package struct OpenedModel: Sendable {
    package let descriptor: ModelDescriptor
    package let reader: ReadingEngine.Reader
    /// The folder's own pool, for a store that has not got it yet.
    package let basePool: BasePool

    /// - Parameters:
    ///   - weights: `f32`, `bf16` or `int8`.
    ///   - memoryClass: `7b` or `8b`, for a folder that does not say it.
    /// - Throws: what is wrong with the folder.
    package init(folder: String, weights: String, memoryClass: String?) throws {
        let opened = try WorkerModel(folder: folder, weights: weights, memoryClass: memoryClass)
        let loaded = opened.loaded
        guard let model = loaded.memoryModel() else {
            throw StartFault(
                "\(folder) holds a model without memory: it can be asked, but absorbs nothing. An update worker needs "
                    + "MemoryLLM's weights: num_tokens and num_blocks in config.json, and the tensors of its memory.")
        }
        descriptor = opened.descriptor
        reader = ReadingEngine.Reader(
            model: model, digest: loaded.digest, tokenizer: loaded.tokenizer, tokenizerDigest: loaded.tokenizerDigest)
        basePool = { () async throws(Refusal) in try opened.basePool() }
    }

    /// The same model, to be edited.
    package func editor(statistics: [EditSite: KeyStatistics]) -> EditEngine.Editor {
        EditEngine.Editor(
            decoder: reader.model.decoder, digest: reader.digest, tokenizer: reader.tokenizer,
            tokenizerDigest: reader.tokenizerDigest, statistics: statistics)
    }
}
