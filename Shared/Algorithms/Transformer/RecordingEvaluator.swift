public import Autograd
public import Tensors

/// The rows of one sequence in a recorded step, and what they see.
public struct RecordedGroup: Sendable {
    /// How many rows of the step are its own.
    public var rows: Int
    /// The position of its first row.
    public var firstPosition: Int
    /// How many rows of the prefix are its own; they stand at positions from 0.
    public var prefixRows: Int
    /// How many of its first rows nobody sees.
    public var padding: Int

    public init(rows: Int, firstPosition: Int, prefixRows: Int = 0, padding: Int = 0) {
        self.rows = rows
        self.firstPosition = firstPosition
        self.prefixRows = prefixRows
        self.padding = padding
    }
}

/// What happens to activations of a recorded step: all rows of a site at once.
public struct RecordingHooks {
    /// Gets a site's rows and returns what goes on instead of them, such as the same rows watched, or a leaf.
    public typealias Action = (Tape, Variable) -> Variable

    /// Gets what a linear layer reads and what it gives, and returns what goes on instead of the latter.
    public typealias LinearAction = (Tape, _ input: Variable, _ output: Variable) -> Variable

    /// The same for an action that also wants what the site's rows were made from, where the site shows it.
    public typealias InputAction = (Tape, _ input: Variable?, _ output: Variable) -> Variable

    private var actions: [HookSite: [InputAction]] = [:]
    private var linearActions: [String: LinearAction] = [:]

    public init() {}

    public var isEmpty: Bool { actions.isEmpty && linearActions.isEmpty }

    /// Sets the action at the linear layer whose weights have this name, such as `model.layers.0.mlp.down_proj`.
    public mutating func add(atLinear name: String, _ action: @escaping LinearAction) {
        linearActions[name] = action
    }

    func apply(atLinear name: String, _ input: Variable, _ output: Variable, on tape: Tape) -> Variable {
        linearActions[name].map { $0(tape, input, output) } ?? output
    }

    /// Adds an action, which runs after those the site has already.
    public mutating func add(at site: HookSite, _ action: @escaping Action) {
        add(atInputOf: site) { action($0, $2) }
    }

    public mutating func add(atInputOf site: HookSite, _ action: @escaping InputAction) {
        actions[site, default: []].append(action)
    }

    func apply(at site: HookSite, to rows: Variable, madeFrom input: Variable?, on tape: Tape) -> Variable {
        (actions[site] ?? []).reduce(rows) { $1(tape, input, $0) }
    }
}

/// Records every verb on a tape: the evaluator that trains.
///
/// Gradients are taken by the parameters that the tape differentiates by. Their names are those of checkpoints; a head
/// that is the embedding has the embedding's name. Inputs are never rounded.
public struct RecordingEvaluator: Evaluator {
    public private(set) var tape: Tape
    public let pass: Pass
    /// Whether layers are run again on the way back instead of remembered; without effect where there are hooks.
    public let recomputesLayers: Bool
    private let hooks: RecordingHooks
    private let heads: HeadShape
    private let rotary: Rotary?
    private var attended: [AttentionRows]
    private var positions: [Int]
    private let prefixPositions: [Int]
    /// Keys and values of the layer that is being run.
    private var text: KeysValues?

    /// - Parameter rotary: the table for the longest of the groups; nil for a model with learned positions.
    public init(
        _ configuration: ModelConfiguration, pass: Pass, groups: [RecordedGroup], rotary: Rotary?, tape: Tape,
        recomputesLayers: Bool = false, hooks: RecordingHooks = RecordingHooks()
    ) {
        self.tape = tape
        self.pass = pass
        self.recomputesLayers = recomputesLayers && hooks.isEmpty
        self.hooks = hooks
        self.rotary = rotary
        heads = HeadShape(
            heads: configuration.heads, kvHeads: configuration.keyValueHeads, width: configuration.headWidth)
        attended = groups.map {
            AttentionRows(queries: $0.rows, text: $0.rows, prefix: $0.prefixRows, padding: $0.padding)
        }
        positions = groups.flatMap { $0.firstPosition..<$0.firstPosition + $0.rows }
        prefixPositions = groups.flatMap { 0..<$0.prefixRows }
    }

    public var groupCount: Int { attended.count }
    public var rowCount: Int { positions.count }
    public var hasHooks: Bool { !hooks.isEmpty }

    public mutating func layer(
        _ x: Variable, prefix: Variable?, _ body: @escaping (inout Self, Variable, Variable?) -> Variable
    ) -> Variable {
        guard recomputesLayers else { return body(&self, x, prefix) }
        let before = self
        let inputs = [x] + (prefix.map { [$0] } ?? [])
        return tape.checkpoint(inputs, first: { body(&self, $0[0], $0.count > 1 ? $0[1] : nil) }) { inner, inputs in
            var again = before
            again.tape = inner
            return body(&again, inputs[0], inputs.count > 1 ? inputs[1] : nil)
        }
    }

    public mutating func embed(_ tokens: [Int32], _ weights: ModelWeights) -> Variable {
        tape.embed(tokens.map(Int.init), table: Matrix(weights.embedding, parameter: weights.embeddingName))
    }

    public mutating func addPositions(_ table: PositionTable, to x: Variable) -> Variable {
        tape.add(x, tape.embed(positions, table: Matrix(table.rows, parameter: table.name)))
    }

    public mutating func norm(_ x: Variable, _ norm: Norm) -> Variable {
        switch norm.form {
        case .rootMeanSquare:
            tape.rmsNorm(x, weight: Row(norm.weight, parameter: norm.name), epsilon: norm.epsilon)
        case .layer(let bias):
            tape.layerNorm(
                x, weight: Row(norm.weight, parameter: norm.name),
                bias: Row(bias, parameter: norm.name.replacingSuffix("weight", with: "bias")), epsilon: norm.epsilon)
        }
    }

    public mutating func linear(_ x: Variable, _ weights: LinearWeights) -> Variable {
        linear(x, [weights])[0]
    }

    public mutating func linear(_ x: Variable, _ weights: [LinearWeights]) -> [Variable] {
        zip(tape.linear(x, weights.map(\.matrix)), weights).map { y, weights in
            let output = completed(y, x, weights)
            return hasHooks ? hooks.apply(atLinear: weights.name, x, output, on: tape) : output
        }
    }

    /// The product with what is added to it: the bias, the adapter.
    private func completed(_ product: Variable, _ x: Variable, _ weights: LinearWeights) -> Variable {
        let y = weights.bias.map { tape.addRow(Row($0, parameter: "\(weights.name).bias"), to: product) } ?? product
        guard let adapter = pass == .read ? weights.reading : weights.writing else { return y }
        return tape.addLowRank(
            x, down: Matrix(adapter.down, parameter: "\(weights.name).lora_A.\(adapter.name).weight"),
            up: Matrix(adapter.up, parameter: "\(weights.name).lora_B.\(adapter.name).weight"),
            scale: adapter.scale, to: y)
    }

    public mutating func rotate(_ x: Variable) -> Variable { turned(x, positions) }

    private func turned(_ x: Variable, _ positions: [Int]) -> Variable {
        rotary.map { tape.rotate(x, positions: positions, by: $0) } ?? x
    }

    public mutating func remember(keys: Variable, values: Variable, layer: Int) {
        text = KeysValues(keys: keys, values: values)
    }

    public mutating func attend(
        _ queries: Variable, prefix: KeysAndValues<Variable>?, layer: Int
    ) -> Variable {
        guard let text else { preconditionFailure("attention of layer \(layer) before its keys") }
        self.text = nil
        let before = prefix.map {
            KeysValues(keys: turned($0.keys, prefixPositions), values: $0.values)
        }
        return tape.attention(queries, text: text, prefix: before, groups: attended, heads: heads)
    }

    public mutating func gelu(_ a: Variable) -> Variable { tape.gelu(a) }

    public mutating func gate(_ a: Variable, _ b: Variable) -> Variable { tape.gate(a, b) }

    public mutating func add(_ a: Variable, _ b: Variable) -> Variable { tape.add(a, b) }

    public mutating func lastRows(_ counts: [Int], of x: Variable) -> Variable {
        guard counts != attended.map(\.queries) else { return x }
        var row = 0
        return tape.concatenate(zip(attended, counts).map { group, count in
            row += group.queries
            return tape.rows(row - count..<row, of: x)
        })
    }

    public mutating func narrow(to counts: [Int]) {
        var row = 0
        positions = zip(attended, counts).flatMap { group, count in
            row += group.queries
            return positions[row - count..<row]
        }
        for (group, count) in counts.enumerated() { attended[group].queries = count }
    }

    public func rows(_ range: Range<Int>, of x: Variable) -> Variable { tape.rows(range, of: x) }

    public mutating func concatenate(_ values: [Variable]) -> Variable { tape.concatenate(values) }

    public mutating func visit(_ value: Variable, madeFrom input: Variable?, at site: HookSite) -> Variable {
        hasHooks ? hooks.apply(at: site, to: value, madeFrom: input, on: tape) : value
    }
}

extension LinearWeights {
    /// As a tape takes it.
    var matrix: Matrix { Matrix(weight, parameter: parameter) }
}

extension String {
    fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
        hasSuffix(suffix) ? dropLast(suffix.count) + other : self
    }
}
