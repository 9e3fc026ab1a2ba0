/// One tensor that a model needs, as checkpoints name it.
public struct TensorRequest: Hashable, Sendable, CustomStringConvertible {
    public enum Role: Hashable, Sendable {
        /// A linear layer, [rows written, columns read]: may be kept in another number format.
        case matrix
        /// One row per token of the vocabulary; with a tied head it is a linear layer too.
        case embedding
        /// Kept in f32: norms, adapters, the vectors of the memory.
        case exact
    }

    public let name: String
    /// Row-major, the slowest dimension first.
    public let shape: [Int]
    public let role: Role

    public init(name: String, shape: [Int], role: Role) {
        self.name = name
        self.shape = shape
        self.role = role
    }

    public var description: String { "\(name) \(shape)" }
}

extension TensorRequest {
    /// The pool that a checkpoint brings, [L, N, d]; loaded apart from the weights.
    public static let pool = "memory"
    /// Whether that pool has been filled, one byte.
    public static let initialised = "initialized"

    static let bos = "bos_embedding"
    static let newMemory = "new_memory_positional_emb"
    static let embedding = "model.embed_tokens.weight"
    static let head = "lm_head.weight"
    static let finalNorm = "model.norm.weight"

    static func inputNorm(layer: Int) -> String { "model.layers.\(layer).input_layernorm.weight" }
    static func feedForwardNorm(layer: Int) -> String { "model.layers.\(layer).post_attention_layernorm.weight" }
    static func projection(_ projection: Projection, layer: Int) -> String {
        "model.layers.\(layer).\(projection.path)"
    }
}
