internal import Foundation
internal import Tensors

/// Adam for one tensor: 0.9, 0.999 and 1e-8, as every published editor has it.      Kingma and Ba 2015, algorithm 1
struct Adam {
    let rate: Double
    private var step = 0
    private var mean = Tensor.none
    private var square = Tensor.none

    init(rate: Double) { self.rate = rate }

    mutating func update(_ x: Tensor, _ gradient: Tensor) -> Tensor {
        precondition(x.rows == gradient.rows && x.columns == gradient.columns, "\(x) with \(gradient)")
        if step == 0 {
            mean = .zeros(rows: x.rows, columns: x.columns)
            square = mean
        }
        step += 1
        let terms = AdamTerms(beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: rate, weightDecay: 0, time: step)
        var parameter = x
        Verbs.adamW(gradient, terms, mean: &mean, square: &square, parameter: &parameter)
        return parameter
    }
}

extension Double {
    /// The natural logarithm.
    var logarithm: Double { log(self) }
}
