internal import Foundation
internal import Tensors

/// Adam for one tensor.                                                             Kingma and Ba 2015, algorithm 1
///
///     m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g²
///     x -= r / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + e),  b1 = 0.9, b2 = 0.999, e = 1e-8
struct Adam {
    let rate: Double
    private var step = 0
    private var means: [Float] = []
    private var squares: [Float] = []

    init(rate: Double) { self.rate = rate }

    mutating func update(_ x: consuming Tensor, _ gradient: Tensor) -> Tensor {
        precondition(x.count == gradient.count, "\(x) with \(gradient)")
        if means.isEmpty {
            means = Array(repeating: 0, count: gradient.count)
            squares = means
        }
        step += 1
        let size = Float(rate / (1 - pow(0.9, Double(step))))
        let root = Float((1 - pow(0.999, Double(step))).squareRoot())
        let g = gradient.floats
        var draft = Draft(x)
        var values = draft.floats
        for i in 0..<g.count {
            means[i] += 0.1 * (g[i] - means[i])
            squares[i] = 0.999 * squares[i] + 0.001 * g[i] * g[i]
            values[i] -= size * means[i] / (squares[i].squareRoot() / root + 1e-8)
        }
        return draft.seal()
    }
}

extension Double {
    /// The natural logarithm.
    var logarithm: Double { log(self) }
}
