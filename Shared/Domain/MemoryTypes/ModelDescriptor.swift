public import Bytes

/// What a worker knows of its model.
///
/// | field            | bytes  | meaning |
/// |------------------|--------|------------------------------------------------------------------------|
/// | `digest`         | 32     | names the weights, their format, the tokenizer and the memory settings |
/// | `name`           | 4 + n  | the folder's name, for people |
/// | `layers`         | 4      | L |
/// | `width`          | 4      | d |
/// | `tokens`         | 4      | N, memory tokens per layer; 0 for a model without memory |
/// | `updateTokens`   | 4      | K, new memory tokens per layer in each update; 0 if `tokens` is |
/// | `dropsPerLayer`  | 1      | whether every layer draws what it forgets on its own |
/// | `initialised`    | 1      | whether the folder holds a pool to start from |
/// | `basePool`       | 1 + 32 | the folder's pool, f32 [L, N, d]; there if `initialised` |
/// | `tokenizer`      | 32     | the tokenizer's file |
/// | `pieceTokensMax` | 4      | tokens of the longest piece the model was trained on |
/// | `positionsMax`   | 4      | positions the model can tell apart |
/// | `weights`        | 1      | how the weights stand in memory |
public struct ModelDescriptor: ByteCodable, Hashable, Sendable {
    public let digest: ModelDigest
    public let name: String
    public let layers: Int
    public let width: Int
    public let tokens: Int
    public let updateTokens: Int
    public let dropsPerLayer: Bool
    public let initialised: Bool
    public let basePool: BlobDigest?
    public let tokenizer: BlobDigest
    public let pieceTokensMax: Int
    public let positionsMax: Int
    public let weights: WeightFormat

    public init(
        digest: ModelDigest, name: String, layers: Int, width: Int, tokens: Int, updateTokens: Int,
        dropsPerLayer: Bool, initialised: Bool, basePool: BlobDigest? = nil, tokenizer: BlobDigest,
        pieceTokensMax: Int, positionsMax: Int, weights: WeightFormat
    ) {
        self.digest = digest
        self.name = name
        self.layers = layers
        self.width = width
        self.tokens = tokens
        self.updateTokens = updateTokens
        self.dropsPerLayer = dropsPerLayer
        self.initialised = initialised
        self.basePool = basePool
        self.tokenizer = tokenizer
        self.pieceTokensMax = pieceTokensMax
        self.positionsMax = positionsMax
        self.weights = weights
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        digest = try ModelDigest(from: &reader)
        name = try reader.readString(bytes: 1...Limits.labelBytesMax)
        layers = try reader.readCount(in: 1...PoolShape.layersMax)
        width = try reader.readCount(in: 1...PoolShape.widthMax)
        tokens = try reader.readCount(in: 0...PoolShape.tokensMax)
        updateTokens = try reader.readCount(in: tokens == 0 ? 0...0 : 1...PoolShape.tokensMax)
        dropsPerLayer = try reader.readBool()
        initialised = try reader.readBool()
        basePool = try reader.readOptional()
        tokenizer = try BlobDigest(from: &reader)
        pieceTokensMax = try reader.readCount(in: 1...1 << 20)
        positionsMax = try reader.readCount(in: 1...1 << 24)
        weights = try WeightFormat(from: &reader)
    }

    public func write(to writer: inout ByteWriter) {
        digest.write(to: &writer)
        writer.write(name)
        writer.writeCount(layers)
        writer.writeCount(width)
        writer.writeCount(tokens)
        writer.writeCount(updateTokens)
        writer.write(dropsPerLayer)
        writer.write(initialised)
        writer.write(basePool)
        tokenizer.write(to: &writer)
        writer.writeCount(pieceTokensMax)
        writer.writeCount(positionsMax)
        weights.write(to: &writer)
    }

    /// Whether pools can be made for it.
    public var hasMemory: Bool { tokens > 0 }

    /// The sizes of a pool of this model cut into `shards`; nil if they do not fit.
    public func shape(shards: Int) -> PoolShape? {
        PoolShape(
            layers: layers, width: width, tokens: tokens, updateTokens: updateTokens, shards: shards,
            dropsPerLayer: dropsPerLayer)
    }
}
