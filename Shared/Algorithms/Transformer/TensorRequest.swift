public import Tensors

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

    /// What is wanted of a tensor that is stored otherwise than a model uses it.
    public struct Cut: Hashable, Sendable {
        /// Of the stored tensor.
        public let columns: Range<Int>
        /// Whether they are wanted as rows.
        public let isTransposed: Bool
    }

    public let name: String
    /// As it is stored: row-major, the slowest dimension first.
    public let shape: [Int]
    public let role: Role
    /// Nil if the whole tensor is wanted as it is stored.
    public let cut: Cut?

    public init(name: String, shape: [Int], role: Role, cut: Cut? = nil) {
        self.name = name
        self.shape = shape
        self.role = role
        self.cut = cut
    }

    /// What a model wants of the stored tensor.
    public func wanted(of stored: Tensor) -> Tensor {
        guard let cut else { return stored }
        let part = cut.columns.count == stored.columns ? stored : stored.columns(cut.columns)
        return cut.isTransposed ? part.transposed() : part
    }

    public var description: String { "\(name) \(shape)" }
}

extension TensorRequest {
    /// The pool that a checkpoint brings, [L, N, d]; loaded apart from the weights.
    public static let pool = "memory"
    /// Whether that pool has been filled, one byte.
    public static let initialised = "initialized"

    /// The vectors before the memory, [L, 1, d].
    public static let bos = "bos_embedding"
    /// What is added to the rows that become memory, [1, 1, d].
    public static let newMemory = "new_memory_positional_emb"
}
