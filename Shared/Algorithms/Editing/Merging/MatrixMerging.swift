internal import Foundation
public import Tensors

/// Several changed copies of one matrix made into one.
public struct MatrixMerging: Sendable {
    /// What each copy counts.
    public var weights: [Double]
    /// The share of numbers of each change that are kept, the largest; nil for all.      Yadav et al. 2023, section 4
    public var density: Double?
    /// Whether only changes count that have the sign of the weighted sum; 0 counts as positive.
    public var electsSigns: Bool
    /// Whether the sum is divided by what those that count weigh.
    public var normalises: Bool

    public init(weights: [Double], density: Double? = 0.53, electsSigns: Bool = true, normalises: Bool = true) {
        self.weights = weights
        self.density = density
        self.electsSigns = electsSigns
        self.normalises = normalises
    }

    /// base + Σ w_s δ_s m_s / Σ w_s m_s,  δ_s = copy_s - base                            Yadav et al. 2023, algorithm 1
    public func merged(_ copies: [Matrix64], base: Matrix64) -> Matrix64 {
        precondition(copies.count == weights.count, "\(weights.count) weights for \(copies.count) copies")
        let changes = copies.map { kept($0.adding(base, times: -1).values) }
        let values = base.values.indices.map { place in
            base.values[place] + merged(changes.map { $0[place] })
        }
        return Matrix64(rows: base.rows, columns: base.columns, values)
    }

    private func merged(_ changes: [Double]) -> Double {
        let sign: Double = zip(changes, weights).reduce(0) { $0 + $1.0 * $1.1 } >= 0 ? 1 : -1
        var (sum, weight) = (0.0, 0.0)
        for (change, share) in zip(changes, weights) where counts(change, sign) {
            sum += share * change
            weight += share
        }
        return normalises && weight != 0 ? sum / weight : sum
    }

    /// A number that was left out counts for no sign; where no sign is elected all count.
    private func counts(_ change: Double, _ sign: Double) -> Bool { !electsSigns || change * sign > 0 }

    /// The largest numbers, the first of equals; the others 0.
    private func kept(_ change: [Double]) -> [Double] {
        guard let density else { return change }
        let count = Int(density * Double(change.count))
        let order = change.indices.sorted { (abs(change[$0]), -$0) > (abs(change[$1]), -$1) }
        var kept = [Double](repeating: 0, count: change.count)
        for place in order.prefix(count) { kept[place] = change[place] }
        return kept
    }

    /// (1 - t) a + t b.
    public static func linear(_ a: Matrix64, _ b: Matrix64, at t: Double) -> Matrix64 {
        a.scaled(by: 1 - t).adding(b, times: t)
    }

    /// sin((1 - t) φ) / sin φ · a + sin(t φ) / sin φ · b,  φ the angle between both as vectors.   Shoemake 1985, eq. 1
    public static func spherical(_ a: Matrix64, _ b: Matrix64, at t: Double) -> Matrix64 {
        let product = zip(a.values, b.values).reduce(0.0) { $0 + $1.0 * $1.1 }
        let angle = acos(min(1, max(-1, product / (a.norm * b.norm))))
        guard sin(angle) > 1e-6 else { return linear(a, b, at: t) }
        return a.scaled(by: sin((1 - t) * angle) / sin(angle)).adding(b, times: sin(t * angle) / sin(angle))
    }
}
