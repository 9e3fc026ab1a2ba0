public import LatentMemory
public import MemoryTypes
internal import Tensors
internal import Transformer

extension LoadedModel {
    /// What a worker tells the store of its model, and the pool that the store may ask it for.
    ///
    /// - Parameter pool: the bytes of the folder's pool; nil if it has none that was filled.
    public func descriptor(pool: [UInt8]?) -> ModelDescriptor {
        let memory = configuration.memory
        return ModelDescriptor(
            digest: digest, name: name.truncated(bytes: Limits.labelBytesMax), layers: configuration.layers,
            width: configuration.width, tokens: memory?.poolTokens ?? 0, updateTokens: memory?.updateTokens ?? 0,
            dropsPerLayer: memory?.dropsPerLayer ?? false, initialised: pool != nil,
            basePool: pool.map { BlobDigest(of: $0) }, tokenizer: tokenizerDigest,
            pieceTokensMax: memory?.pieceTokensMax ?? MemoryConfiguration.pieceTokensMaxDefault,
            positionsMax: configuration.positionLimit,
            weights: weightFormat.onTheWire)
    }

    /// The model with its memory; nil for a model without.
    public func memoryModel() -> MemoryModel? { MemoryModel(Decoder(weights)) }
}

extension Tensors.WeightFormat {
    var onTheWire: MemoryTypes.WeightFormat {
        switch self {
        case .f32: .f32
        case .bf16: .bf16
        case .int8: .int8
        }
    }
}
