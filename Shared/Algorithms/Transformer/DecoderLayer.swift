/// One layer of a decoder, with rows that are keys and values only.
///
///     Y = X + W_o attention(W_q norm(X), W_k norm([P; X]), W_v norm([P; X]))
///     out = Y + W_down(silu(W_gate norm(Y)) (W_up norm(Y)))        Llama: Touvron et al. 2023, section 2.2
///     out = Y + W_down gelu(W_up norm(Y))                          GPT-2: Radford et al. 2019, section 2.3
///
/// The prefix P are raw rows at the input of the layer; they go through the same norm, keys and values as the text and
/// give no output rows (Wang et al. 2024, section 3.1).
public struct DecoderLayer: Sendable {
    public let index: Int
    public let weights: LayerWeights

    public init(index: Int, weights: LayerWeights) {
        self.index = index
        self.weights = weights
    }

    /// - Parameters:
    ///   - x: the residual rows of all groups, [rows, d].
    ///   - prefix: the raw prefix rows of all groups; nil where prefixes come from a cache, or there are none.
    ///   - counts: how many of each group's last rows are wanted; all are keys and values, but only these go through
    ///     the rest of the layer, and the evaluator's groups are narrowed to them. Nil for all rows.
    /// - Returns: the residual rows after the layer.
    public func apply<E: Evaluator>(
        _ x: E.Value, prefix: E.Value?, keepingLast counts: [Int]? = nil, with evaluator: inout E
    ) -> E.Value {
        evaluator.layer(x, prefix: prefix) { evaluator, x, prefix in
            compute(x, prefix: prefix, keepingLast: counts, with: &evaluator)
        }
    }

    private func compute<E: Evaluator>(
        _ x: E.Value, prefix: E.Value?, keepingLast counts: [Int]?, with evaluator: inout E
    ) -> E.Value {
        var x = x
        let mixed = attention(&x, prefix: prefix, keepingLast: counts, with: &evaluator)
        let y = evaluator.add(x, mixed)
        let out = evaluator.add(y, feedForward(y, with: &evaluator))
        return evaluator.visit(out, at: site(.block))
    }

    private func attention<E: Evaluator>(
        _ x: inout E.Value, prefix: E.Value?, keepingLast counts: [Int]?, with evaluator: inout E
    ) -> E.Value {
        var normed = evaluator.norm(x, weights.inputNorm)
        let remembered = [weights[.key], weights[.value]]
        let maps = evaluator.linear(normed, counts == nil ? remembered + [weights[.query]] : remembered)
        let keys = evaluator.visit(maps[0], madeFrom: normed, at: site(.projection(.key)))
        let values = evaluator.visit(maps[1], madeFrom: normed, at: site(.projection(.value)))
        evaluator.remember(keys: rotated(keys, with: &evaluator), values: values, layer: index)
        if let counts {
            (x, normed) = (evaluator.lastRows(counts, of: x), evaluator.lastRows(counts, of: normed))
            evaluator.narrow(to: counts)
        }
        let raw = counts == nil ? maps[2] : evaluator.linear(normed, weights[.query])
        let queries = rotated(evaluator.visit(raw, madeFrom: normed, at: site(.projection(.query))), with: &evaluator)
        let before = prefix.map { keysAndValues(of: $0, with: &evaluator) }
        let mixed = evaluator.attend(queries, prefix: before, layer: index)
        let output = evaluator.visit(
            evaluator.linear(mixed, weights[.output]), madeFrom: mixed, at: site(.projection(.output)))
        return evaluator.visit(output, at: site(.attention))
    }

    /// Un-rotated keys, and values, of raw rows at the input of this layer: what a memory token is to a reader.
    public func keysAndValues<E: Evaluator>(of rows: E.Value, with evaluator: inout E) -> KeysAndValues<E.Value> {
        let maps = evaluator.linear(evaluator.norm(rows, weights.inputNorm), [weights[.key], weights[.value]])
        return KeysAndValues(keys: maps[0], values: maps[1])
    }

    private func feedForward<E: Evaluator>(_ y: E.Value, with evaluator: inout E) -> E.Value {
        let normed = evaluator.norm(y, weights.feedForwardNorm)
        let read = inner(normed, with: &evaluator)
        let down = evaluator.linear(read, weights[.down])
        let output = evaluator.visit(down, madeFrom: read, at: site(.projection(.down)))
        return evaluator.visit(output, madeFrom: normed, at: site(.feedForward))
    }

    /// What the last map of the feed-forward block reads.
    private func inner<E: Evaluator>(_ normed: E.Value, with evaluator: inout E) -> E.Value {
        switch weights.family {
        case .llama:
            let maps = evaluator.linear(normed, [weights[.gate], weights[.up]])
            let gate = evaluator.visit(maps[0], madeFrom: normed, at: site(.projection(.gate)))
            return evaluator.gate(gate, evaluator.visit(maps[1], madeFrom: normed, at: site(.projection(.up))))
        case .gpt2:
            let up = evaluator.linear(normed, weights[.up])
            return evaluator.gelu(evaluator.visit(up, madeFrom: normed, at: site(.projection(.up))))
        }
    }

    /// Queries or keys at their positions, which GPT-2 has in its residual stream.
    private func rotated<E: Evaluator>(_ x: E.Value, with evaluator: inout E) -> E.Value {
        weights.family == .llama ? evaluator.rotate(x) : x
    }

    private func site(_ module: HookSite.Module) -> HookSite { HookSite(layer: index, module: module) }
}
