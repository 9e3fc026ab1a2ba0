internal import Tensors

/// What came of a head's losses.
public struct HeadLoss {
    /// Σ weight · loss, [1, 1].
    public let total: Variable
    /// Minus the log-probability of each row's target.
    public let losses: [Float]
    /// Each row's likeliest token; empty unless asked for.
    public let choices: [Int32]
}

extension Tape {
    /// Cross-entropy of softmax(x Wᵀ) with targets, the logits of some rows at a time.
    ///
    ///     total = Σ_i weight_i (ln Σ_v e^z_iv - z_i,target),    dz_i = weight_i (softmax(z_i) - onehot(target))
    ///
    /// Gradients are taken in passing, while the logits are there, and handed on in `backward`.
    ///
    /// - Parameters:
    ///   - x: what the head reads, [n, d]: only rows that have a target.
    ///   - weights: what the loss of each row counts, such as 1 / n for the mean.
    ///   - choices: whether the likeliest tokens are wanted.
    public func crossEntropy(
        _ x: Variable, head: Matrix, targets: [Int32], weights: [Float], choices: Bool = false
    ) -> HeadLoss {
        let (input, own) = (x.slot, slot(of: head.parameter))
        let result = Verbs.crossEntropy(
            x.value, head: head.weight, targets: targets, weights: weights, inputGradient: input != nil,
            headGradient: own != nil, choices: choices)
        let sum = zip(result.losses, weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let total = Tensor(rows: 1, columns: 1, [Float(sum)])
        guard input != nil || own != nil else {
            return HeadLoss(total: .constant(total), losses: result.losses, choices: result.choices)
        }
        var pending = (input: result.input, head: result.head)
        let recorded = record(total) { g, tape in
            let factor = g[0, 0]
            if let input, let gradient = pending.input.take() {
                tape.add(factor == 1 ? gradient : Verbs.scale(gradient, by: factor), to: input)
            }
            if let own, let gradient = pending.head.take() {
                tape.add(factor == 1 ? gradient : Verbs.scale(gradient, by: factor), to: own)
            }
        }
        return HeadLoss(total: recorded, losses: result.losses, choices: result.choices)
    }
}
