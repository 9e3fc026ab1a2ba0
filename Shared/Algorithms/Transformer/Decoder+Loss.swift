public import Autograd

extension Decoder {
    /// Cross-entropy of the tokens that follow some rows: the last norm and the head see these rows alone.
    ///
    /// - Parameters:
    ///   - hidden: the residual rows after all layers.
    ///   - rows: those with a target, by their number among all rows.
    ///   - weights: what the loss of each row counts, such as 1 / n for the mean.
    ///   - choices: whether the likeliest tokens are wanted.
    public func loss(
        _ hidden: Variable, rows: [Int], targets: [Int32], weights: [Float], choices: Bool = false,
        with evaluator: inout RecordingEvaluator
    ) -> HeadLoss {
        let read = normed(evaluator.tape.gather(hidden, rows: rows), with: &evaluator)
        return evaluator.tape.crossEntropy(
            read, head: self.weights.head.matrix, targets: targets, weights: weights, choices: choices)
    }
}
