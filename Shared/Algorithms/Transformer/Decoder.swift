public import Tensors

/// A decoder-only model, ready to run.
public struct Decoder: Sendable {
    public let weights: ModelWeights
    public let layers: [DecoderLayer]
    public let rotary: RotaryTables

    public var configuration: ModelConfiguration { weights.configuration }

    /// - Parameter rotary: the tables of another decoder of this configuration; nil to make them.
    public init(_ weights: ModelWeights, rotary: RotaryTables? = nil) {
        self.weights = weights
        layers = weights.layers.enumerated().map { DecoderLayer(index: $0, weights: $1) }
        self.rotary = rotary ?? RotaryTables(weights.configuration)
    }

    /// The embeddings of `tokens`, [tokens, d].
    ///
    /// - Precondition: every token is one of the vocabulary.
    public func embed(_ tokens: [Int32]) -> Tensor {
        Verbs.gather(weights.embedding, rows: tokens.map(Int.init))
    }

    /// The residual rows after all layers, [rows, d].
    ///
    /// - Parameters:
    ///   - tokens: the tokens of all groups of the evaluator, one group after another.
    ///   - prefixes: for each layer the raw prefix rows of all groups; empty where prefixes come from a cache, or there
    ///     are none.
    ///   - inputs: is given the rows that enter each layer.
    public func hidden<E: Evaluator>(
        _ tokens: [Int32], prefixes: [E.Value] = [], with evaluator: inout E,
        inputs: (Int, E.Value) -> Void = { _, _ in }
    ) -> E.Value {
        var x = start(tokens, with: &evaluator)
        for layer in layers {
            inputs(layer.index, x)
            x = layer.apply(x, prefix: prefixes.isEmpty ? nil : prefixes[layer.index], with: &evaluator)
        }
        return x
    }

    /// The last residual row of each group, [groups, d], and the evaluator's groups narrowed to it: what a head that
    /// continues texts needs. The last layer spares the other rows all but their keys and values, unless hooks look on.
    public func lastHidden<E: Evaluator>(_ tokens: [Int32], with evaluator: inout E) -> E.Value {
        let counts = Array(repeating: 1, count: evaluator.groupCount)
        var x = start(tokens, with: &evaluator)
        for layer in layers {
            let isLast = layer.index == layers.count - 1
            x = layer.apply(
                x, prefix: nil, keepingLast: isLast && !evaluator.hasHooks ? counts : nil, with: &evaluator)
        }
        guard evaluator.hasHooks else { return x }
        defer { evaluator.narrow(to: counts) }
        return evaluator.lastRows(counts, of: x)
    }

    /// The residual rows that enter the first layer.
    public func start<E: Evaluator>(_ tokens: [Int32], with evaluator: inout E) -> E.Value {
        precondition(tokens.count == evaluator.rowCount, "\(tokens.count) tokens for \(evaluator.rowCount) rows")
        let rows = evaluator.visit(
            evaluator.embed(tokens, weights), at: HookSite(layer: 0, module: .embedding))
        return weights.positions.map { evaluator.addPositions($0, to: rows) } ?? rows
    }

    /// norm_final(x): what the head reads.
    public func normed<E: Evaluator>(_ x: E.Value, with evaluator: inout E) -> E.Value {
        evaluator.visit(evaluator.norm(x, weights.finalNorm), at: HookSite(layer: layers.count, module: .finalNorm))
    }

    /// W_head norm_final(x), [rows, V].
    public func logits<E: Evaluator>(_ x: E.Value, with evaluator: inout E) -> E.Value {
        let read = normed(x, with: &evaluator)
        let output = evaluator.linear(read, weights.head)
        return evaluator.visit(output, madeFrom: read, at: HookSite(layer: layers.count, module: .head))
    }
}
