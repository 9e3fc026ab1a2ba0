package import Transformer

/// Floating-point operations (a multiply-add is two) of the Llama family with a memory, from its sizes alone.
///
/// With d, d_kv, d_ff the widths, b bos rows, N memory rows and n text rows, per layer:
///
///     update    4 d² n_q + 4 d d_kv S + 6 d d_ff n_q + 4 d (n_q P + n_q (n_q + 1) / 2)
///     prefill   (4 d² + 4 d d_kv + 6 d d_ff) n + 4 d (n (b + N) + n (n + 1) / 2)
///
/// where n_q = max(n, K), S = b + K + n, P = b + min(n, K).
package struct Costs: Sendable {
    private let d, kv, ff, layers, vocabulary: Double

    package init(_ model: ModelConfiguration) {
        d = Double(model.width)
        kv = Double(model.keyValueWidth)
        ff = Double(model.feedForwardWidth)
        layers = Double(model.layers)
        vocabulary = Double(model.vocabulary)
    }

    /// A prompt of `tokens` after `memory` rows whose keys and values are known; with the logits of its last token.
    package func prefill(tokens: Int, memory: Int = 0) -> Double {
        let n = Double(tokens)
        return layers * ((4 * d * d + 4 * d * kv + 6 * d * ff) * n) + attention(tokens: tokens, memory: memory)
            + 2 * d * vocabulary
    }

    /// The part of a prefill that looks at keys and values.
    package func attention(tokens: Int, memory: Int) -> Double {
        let n = Double(tokens)
        return layers * 4 * d * (n * Double(memory) + n * (n + 1) / 2)
    }

    /// Keys and values of `rows` memory rows.
    package func projection(rows: Int) -> Double { layers * 4 * d * kv * Double(rows) }

    /// A delta of K = `updateTokens` rows from a text of `tokens`.
    package func selfUpdate(tokens: Int, updateTokens: Int, bosRows: Int) -> Double {
        let (n, k, b) = (Double(tokens), Double(updateTokens), Double(bosRows))
        let rows = max(n, k)
        let all = b + k + n
        let prefix = b + min(n, k)
        let linear = 4 * d * d * rows + 4 * d * kv * all + 6 * d * ff * rows
        return layers * (linear + 4 * d * (rows * prefix + rows * (rows + 1) / 2))
    }
}
