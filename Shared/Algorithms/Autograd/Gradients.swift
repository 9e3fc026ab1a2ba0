public import Tensors

/// Gradients of parameters, by the names checkpoints give them.
public struct Gradients: Sendable {
    private var sums: [String: Tensor] = [:]

    public init() {}

    /// Of parameters that the loss depends on, ascending.
    public var names: [String] { sums.keys.sorted() }

    public subscript(name: String) -> Tensor? { sums[name] }

    /// Moves a gradient out.
    public mutating func take(_ name: String) -> Tensor? { sums.removeValue(forKey: name) }

    public mutating func put(_ gradient: Tensor, _ name: String) { sums[name] = gradient }

    /// Adds the gradients of another tape, in this one's memory.
    public mutating func add(_ other: consuming Gradients) {
        for (name, gradient) in other.sums { sums[name] = Verbs.sum(gradient, to: take(name)) }
    }

    public mutating func scale(by factor: Float) {
        for name in names {
            if let gradient = take(name) { put(Verbs.scale(gradient, by: factor), name) }
        }
    }

    /// The Euclidean norm of all numbers together, summed by name.
    public var norm: Double { names.reduce(0) { $0 + (sums[$1].map(Verbs.squares) ?? 0) }.squareRoot() }
}
