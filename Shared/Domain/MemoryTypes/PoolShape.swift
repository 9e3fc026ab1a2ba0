public import Bytes

/// The sizes of a pool; they never change.
public struct PoolShape: ByteCodable, Hashable, Sendable {
    /// Transformer layers, L.
    public let layers: Int
    /// Width of a memory token, d.
    public let width: Int
    /// Memory tokens per layer over all shards, N.
    public let tokens: Int
    /// New memory tokens per layer in each update, K.
    public let updateTokens: Int
    /// Independent chains of `shardTokens` tokens each.
    public let shards: Int
    /// Whether every layer draws what it forgets on its own.
    public let dropsPerLayer: Bool

    public static let layersMax = 1024
    public static let widthMax = 1 << 16
    public static let tokensMax = 1 << 24
    public static let shardsMax = 1 << 10

    /// Memory tokens per layer in one shard, N / S.
    public var shardTokens: Int { tokens / shards }

    /// Nil if a size is out of range, N is not a multiple of S, or a shard is not larger than K.
    public init?(layers: Int, width: Int, tokens: Int, updateTokens: Int, shards: Int, dropsPerLayer: Bool) {
        guard (1...Self.layersMax).contains(layers), (1...Self.widthMax).contains(width),
            (1...Self.tokensMax).contains(tokens), (1...Self.shardsMax).contains(shards),
            tokens.isMultiple(of: shards), updateTokens > 0, updateTokens < tokens / shards
        else { return nil }
        self.layers = layers
        self.width = width
        self.tokens = tokens
        self.updateTokens = updateTokens
        self.shards = shards
        self.dropsPerLayer = dropsPerLayer
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let sizes = (layers: Int(try reader.read(UInt32.self)), width: Int(try reader.read(UInt32.self)),
                     tokens: Int(try reader.read(UInt32.self)), updateTokens: Int(try reader.read(UInt32.self)),
                     shards: Int(try reader.read(UInt32.self)))
        let dropsPerLayer = try reader.readBool()
        guard let shape = PoolShape(
            layers: sizes.layers, width: sizes.width, tokens: sizes.tokens, updateTokens: sizes.updateTokens,
            shards: sizes.shards, dropsPerLayer: dropsPerLayer)
        else { throw .value(field: "pool shape", found: "\(sizes)") }
        self = shape
    }

    public func write(to writer: inout ByteWriter) {
        for size in [layers, width, tokens, updateTokens, shards] { writer.write(UInt32(size)) }
        writer.write(dropsPerLayer)
    }
}
