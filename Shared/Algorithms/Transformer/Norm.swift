public import Tensors

/// The norm of a row and the name checkpoints give it.
public struct Norm: Sendable {
    public enum Form: Sendable {
        /// w x / sqrt(mean(x^2) + epsilon).                                   Zhang and Sennrich 2019, eq. 4
        case rootMeanSquare
        /// w (x - mean(x)) / sqrt(var(x) + epsilon) + b; b is [1, d].                     Ba et al. 2016, eq. 4
        case layer(bias: Tensor)
    }

    /// Its weight's; that of a bias ends in `.bias` instead of `.weight`.
    public let name: String
    /// w, [1, d].
    public let weight: Tensor
    public let form: Form
    public let epsilon: Float

    public init(name: String, weight: Tensor, form: Form = .rootMeanSquare, epsilon: Float) {
        self.name = name
        self.weight = weight
        self.form = form
        self.epsilon = epsilon
    }
}
