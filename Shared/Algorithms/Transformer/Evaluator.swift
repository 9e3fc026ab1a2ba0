/// The verbs a decoder is written in. Layers are written once over them and specialised at compile time: the immediate
/// evaluator computes at once and serves, the recording one trains, without a change to a layer.
///
/// Values are matrices of rows, the rows of all groups one group after another. Every matrix of a step has the same
/// groups, but for the prefix, which has its own.
public protocol Evaluator {
    associatedtype Value

    /// Sequences of the step.
    var groupCount: Int { get }

    /// Rows of all groups together.
    var rowCount: Int { get }

    /// Whether anybody looks at activations.
    var hasHooks: Bool { get }

    /// The rows of the model's embedding with the numbers of `tokens`.
    mutating func embed(_ tokens: [Int32], _ weights: ModelWeights) -> Value

    /// Runs a layer. Who records may forget what happened inside and run it again on the way back: `body` must depend
    /// on its arguments alone.
    mutating func layer(
        _ x: Value, prefix: Value?, _ body: @escaping (inout Self, Value, Value?) -> Value
    ) -> Value

    /// The norm of each row, in the form the norm says.
    mutating func norm(_ x: Value, _ norm: Norm) -> Value

    /// x (W + scale B A)^T + bias, with the adapter of the pass, and the bias if there is one.
    mutating func linear(_ x: Value, _ weights: LinearWeights) -> Value

    /// Several maps of one input.
    mutating func linear(_ x: Value, _ weights: [LinearWeights]) -> [Value]

    /// x with its heads turned to the positions of its rows.                      Su et al. 2021, eq. 34
    mutating func rotate(_ x: Value) -> Value

    /// Appends the rotated keys, and the values, of each group's rows to its text in this layer.
    mutating func remember(keys: Value, values: Value, layer: Int)

    /// Attention of each group's rows, the last of its text, over its prefix and its text up to their own place. Prefix
    /// keys are un-rotated.
    mutating func attend(_ queries: Value, prefix: KeysAndValues<Value>?, layer: Int) -> Value

    /// silu(a) b.                                                                  Shazeer 2020, eq. 5
    mutating func gate(_ a: Value, _ b: Value) -> Value

    /// a/2 (1 + tanh(sqrt(2/pi) (a + 0.044715 a^3))).                     Hendrycks and Gimpel 2016, section 2
    mutating func gelu(_ a: Value) -> Value

    /// x with the learned vector of its row's position added to each row.
    mutating func addPositions(_ table: PositionTable, to x: Value) -> Value

    mutating func add(_ a: Value, _ b: Value) -> Value

    /// The last rows of each group, as many as `counts` says.
    mutating func lastRows(_ counts: [Int], of x: Value) -> Value

    /// From now on the rows of the step are the last ones of each group.
    mutating func narrow(to counts: [Int])

    /// Some rows of a matrix.
    func rows(_ range: Range<Int>, of x: Value) -> Value

    /// The rows of several matrices, one after another.
    mutating func concatenate(_ values: [Value]) -> Value

    /// Offers an activation to the hooks of its rows.
    ///
    /// - Parameter input: what it was made from, for sites whose hooks see that too.
    mutating func visit(_ value: Value, madeFrom input: Value?, at site: HookSite) -> Value
}

extension Evaluator {
    mutating func visit(_ value: Value, at site: HookSite) -> Value { visit(value, madeFrom: nil, at: site) }
}

/// Keys and values of the same rows.
public struct KeysAndValues<Value> {
    public let keys: Value
    public let values: Value

    public init(keys: Value, values: Value) {
        self.keys = keys
        self.values = values
    }
}
