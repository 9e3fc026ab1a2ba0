public import Tensors

/// A decoder-only model of the Llama family, ready to run.
public struct Decoder: Sendable {
    public let weights: ModelWeights
    public let layers: [DecoderLayer]
    public let rotary: RotaryTables
    private let finalNorm: Norm

    public var configuration: ModelConfiguration { weights.configuration }

    public init(_ weights: ModelWeights) {
        self.weights = weights
        let epsilon = weights.configuration.normEpsilon
        layers = weights.layers.enumerated().map { DecoderLayer(index: $0, weights: $1, epsilon: epsilon) }
        rotary = RotaryTables(weights.configuration)
        finalNorm = Norm(name: TensorRequest.finalNorm, weight: weights.finalNorm, epsilon: epsilon)
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
    ///   - inputs: is given the rows that enter each layer.
    public func hidden(
        _ tokens: [Int32], with evaluator: inout ImmediateEvaluator, inputs: (Int, Tensor) -> Void = { _, _ in }
    ) -> Tensor {
        precondition(tokens.count == evaluator.groups.reduce(0) { $0 + $1.rows }, "\(tokens.count) tokens for the rows")
        var x = evaluator.visit(embed(tokens), at: HookSite(layer: 0, module: .embedding))
        for layer in layers {
            inputs(layer.index, x)
            x = layer.apply(x, prefix: nil, with: &evaluator)
        }
        return x
    }

    /// The last row of each group, and an evaluator's groups narrowed to it: what a head that continues texts needs.
    public func lastRows(_ x: Tensor, with evaluator: inout ImmediateEvaluator) -> Tensor {
        var row = 0
        let last = evaluator.groups.map { group in
            row += group.rows
            return x[rows: row - 1..<row]
        }
        evaluator.narrowToLastRows()
        return last.count == 1 ? last[0] : Verbs.concatenate(last)
    }

    /// RMS_final(x): what the head reads.
    public func normed<E: Evaluator>(_ x: E.Value, with evaluator: inout E) -> E.Value {
        evaluator.visit(evaluator.norm(x, finalNorm), at: HookSite(layer: layers.count, module: .finalNorm))
    }

    /// W_head RMS_final(x), [rows, V].
    public func logits<E: Evaluator>(_ x: E.Value, with evaluator: inout E) -> E.Value {
        let output = evaluator.linear(normed(x, with: &evaluator), weights.head)
        return evaluator.visit(output, at: HookSite(layer: layers.count, module: .head))
    }
}
