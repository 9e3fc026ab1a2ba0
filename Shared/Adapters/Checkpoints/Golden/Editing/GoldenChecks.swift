internal import Tensors

/// Comparisons of one case, each at its own tolerance: max|ours - golden| / max|golden|.
struct GoldenChecks {
    /// Of what an equation gives in f32, of losses on the way of an optimisation, of what it ends at, and of equations
    /// in f64.
    enum Tolerance {
        static let closed = 1e-5
        static let loss = 1e-4
        static let optimised = 1e-3
        static let solved = 1e-9
    }

    /// The error that is nearest to its tolerance, or farthest beyond.
    private(set) var worstError = 0.0
    private(set) var tolerance = Tolerance.closed
    private(set) var faults: [String] = []

    mutating func compare(_ name: String, _ ours: [Double], _ golden: [Double], within tolerance: Double) {
        guard ours.count == golden.count else {
            faults.append("\(name) has \(ours.count) numbers, wanted \(golden.count)")
            return
        }
        var (difference, size) = (0.0, 0.0)
        for (mine, wanted) in zip(ours, golden) {
            difference = mine.isFinite && wanted.isFinite ? max(difference, abs(mine - wanted)) : .infinity
            size = max(size, abs(wanted))
        }
        let error = difference / (size > 0 ? size : 1)
        if error * self.tolerance > worstError * tolerance || worstError == 0 {
            (worstError, self.tolerance) = (error, tolerance)
        }
        if error > tolerance { faults.append("\(name) differs by \(error)") }
    }

    mutating func compare(_ name: String, _ ours: Matrix64, _ golden: Matrix64, within tolerance: Double) {
        compare(name, ours.values, golden.values, within: tolerance)
    }

    mutating func compare(_ name: String, _ ours: Tensor, _ golden: Matrix64, within tolerance: Double) {
        compare(name, ours.array.map(Double.init), golden.values, within: tolerance)
    }

    /// The same for a matrix of weights, which a checkpoint may store as [inputs, outputs].
    mutating func compare(_ name: String, weights ours: Matrix64, _ golden: Matrix64, within tolerance: Double) {
        let isTurned = golden.rows == ours.columns && golden.rows != ours.rows
        compare(name, isTurned ? ours.transposed : ours, golden, within: tolerance)
    }

    mutating func compare(_ name: String, _ ours: Double, _ golden: Double, within tolerance: Double) {
        compare(name, [ours], [golden], within: tolerance)
    }

    mutating func require<Value: Equatable>(_ name: String, _ ours: Value, _ golden: Value) {
        if ours != golden { faults.append("\(name) is \(ours), wanted \(golden)") }
    }

    func outcome(_ name: String) -> GoldenOutcome {
        GoldenOutcome(
            name: name, verdict: faults.isEmpty ? .passed : .failed(faults.prefix(3).joined(separator: "; ")),
            worstError: worstError, tolerance: tolerance)
    }
}
