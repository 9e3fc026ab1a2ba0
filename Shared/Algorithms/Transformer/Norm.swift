public import Tensors

/// A root-mean-square norm and the name checkpoints give it.
public struct Norm: Sendable {
    public let name: String
    /// [1, d].
    public let weight: Tensor
    public let epsilon: Float

    public init(name: String, weight: Tensor, epsilon: Float) {
        self.name = name
        self.weight = weight
        self.epsilon = epsilon
    }
}
