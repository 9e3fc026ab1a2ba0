public import Tensors

/// The numbers of a model while they change: a matrix for each parameter, by the names checkpoints give them.
public struct Parameters: Sendable {
    private var values: [String: Tensor] = [:]
    private var shapes: [String: [Int]] = [:]

    public init() {}

    /// Ascending by their UTF-8: the order wherever one counts.
    public var names: [String] { values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    public subscript(name: String) -> Tensor? { values[name] }

    /// As checkpoints give it, the slowest dimension first; the matrix has the last one as its columns.
    public func shape(of name: String) -> [Int]? { shapes[name] }

    /// How many numbers there are.
    public var count: Int { values.values.reduce(0) { $0 + $1.count } }

    /// Adds a parameter.
    ///
    /// - Precondition: the value has as many numbers as `shape` says, and as many columns as its last size.
    public mutating func add(_ name: String, _ value: Tensor, shape: [Int]) {
        let fits = shape.reduce(1, *) == value.count && (shape.last ?? 1) == value.columns
        precondition(fits, "\(name) \(shape), \(value)")
        shapes[name] = shape
        values[name] = value
    }

    /// Another value of the same size.
    public mutating func replace(_ name: String, with value: Tensor) {
        guard let shape = shapes[name] else { preconditionFailure("there is no parameter \(name)") }
        add(name, value, shape: shape)
    }

    /// Moves a value out, to be put back by `replace`.
    mutating func take(_ name: String) -> Tensor? { values.removeValue(forKey: name) }
}
