internal import LatentMemory
public import MemoryTypes
internal import Tensors
internal import Transformer

/// A model folder as a worker opens it: what it tells the store of the model, and the pool that the store may ask for.
public struct WorkerModel: Sendable {
    public let loaded: LoadedModel
    public let descriptor: ModelDescriptor
    private let pool: [UInt8]?

    /// - Parameters:
    ///   - weights: `f32`, `bf16` or `int8`; anything else leaves the format to the folder.
    ///   - memoryClass: `7b` or `8b`, for a folder that does not say it.
    /// - Throws: what is wrong with the folder.
    public init(folder: String, weights: String, memoryClass: String?) throws(CheckpointsError) {
        loaded = try LoadedModel(
            folder: folder,
            options: .init(
                weightFormat: .init(rawValue: weights), memoryClass: memoryClass.flatMap { .init(rawValue: $0) }))
        pool = try loaded.pool()?.bytes
        descriptor = loaded.descriptor(pool: pool)
    }

    /// The folder's own pool, f32 [L, N, d], for a store that has not got it yet.
    ///
    /// - Throws: `unknownBlob` if there is none that was filled.
    public func basePool() throws(Refusal) -> [UInt8] {
        guard let pool else { throw Refusal(.unknownBlob) }
        return pool
    }
}
