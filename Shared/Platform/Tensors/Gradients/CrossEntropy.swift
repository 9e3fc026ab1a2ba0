internal import CKernels
internal import Threads

/// What came of a head's losses.
public struct HeadLosses: Sendable {
    /// Minus the log-probability of each row's target.
    public let losses: [Float]
    /// Each row's likeliest token; empty unless asked for.
    public let choices: [Int32]
    /// The gradient of Σ weight · loss by x; nil unless asked for.
    public let input: Tensor?
    /// The gradient of Σ weight · loss by the head; nil unless asked for.
    public let head: Tensor?
}

extension Verbs {
    /// Logits that are held at a time.
    private static let logitsMax = 1 << 20

    /// Cross-entropy of softmax(x Wᵀ) with targets, and its gradients: the logits of some rows at a time, and never
    /// those of all.
    ///
    /// - Parameters:
    ///   - x: what the head reads, [n, d].
    ///   - targets: n tokens of the vocabulary.
    ///   - weights: what the loss of each row counts.
    public static func crossEntropy(
        _ x: Tensor, head: Weight, targets: [Int32], weights: [Float], inputGradient: Bool, headGradient: Bool,
        choices: Bool = false
    ) -> HeadLosses {
        precondition(targets.count == x.rows && weights.count == x.rows, "\(targets.count) targets for \(x)")
        precondition(targets.allSatisfy { $0 >= 0 && $0 < head.outputs }, "a target beyond \(head.outputs) tokens")
        var (losses, chosen): ([Float], [Int32]) = ([], [])
        var (inputs, heads): ([Tensor], Tensor?) = ([], nil)
        let step = max(16, logitsMax / max(1, head.outputs))
        for start in stride(from: 0, to: x.rows, by: step) {
            let rows = start..<min(start + step, x.rows)
            let part = x[rows: rows]
            let logits = linear(part, head, rounding: .exact)
            if choices { chosen += (0..<rows.count).map { Int32(logits.argmax(row: $0) ?? 0) } }
            let (values, g) = crossEntropyRows(
                consume logits, targets: Array(targets[rows]), weights: Array(weights[rows]),
                back: inputGradient || headGradient)
            losses += values
            if inputGradient { inputs.append(addInputGradient(g, head)) }
            if headGradient {
                heads = addWeightGradient(g, part, to: heads.take())
            }
        }
        return HeadLosses(
            losses: losses, choices: chosen, input: inputGradient ? joined(inputs, columns: x.columns) : nil,
            head: headGradient ? heads ?? .zeros(rows: head.outputs, columns: x.columns) : nil)
    }

    private static func joined(_ parts: [Tensor], columns: Int) -> Tensor {
        parts.count == 1 ? parts[0] : parts.isEmpty ? .zeros(rows: 0, columns: columns) : concatenate(parts)
    }

    /// The loss of each row, and weight (softmax(z) - onehot(target)) in the memory of the logits if `back`.
    public static func crossEntropyRows(
        _ logits: consuming Tensor, targets: [Int32], weights: [Float], back: Bool
    ) -> (losses: [Float], gradient: Tensor) {
        let (rows, columns) = (logits.rows, logits.columns)
        var draft = Draft(logits)
        var losses = Draft(rows: 1, columns: rows)
        unsafe draft.withPointer { logits in
            unsafe losses.withPointer { losses in
                inParallel(rows, work: columns * 8) { range in
                    for row in range {
                        unsafe losses[row] = ck_cross_entropy(
                            logits + row * columns, columns, Int(targets[row]), weights[row], back ? 1 : 0)
                    }
                }
            }
        }
        return (losses.seal().array, draft.seal())
    }
}
