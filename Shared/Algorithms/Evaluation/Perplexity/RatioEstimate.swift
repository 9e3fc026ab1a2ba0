/// A sum over another sum, such as bits over bytes, from units drawn at random.
///
///     r = Σ y_i / Σ x_i,   s² = n / (n - 1) Σ (y_i - r x_i)² / (Σ x_i)²              Cochran 1977, section 2.11
public struct RatioEstimate: Sendable, Hashable {
    public let value: Double
    /// s; 0 of fewer than two units.
    public let deviation: Double

    public init(_ units: [(y: Double, x: Double)]) {
        let (whole, all) = (units.reduce(0) { $0 + $1.x }, units.reduce(0) { $0 + $1.y })
        let ratio = whole > 0 ? all / whole : 0
        let squares = units.reduce(0) { $0 + ($1.y - ratio * $1.x) * ($1.y - ratio * $1.x) }
        let count = Double(units.count)
        value = ratio
        deviation = units.count > 1 && whole > 0 ? (count / (count - 1) * squares).squareRoot() / whole : 0
    }

    /// Where the true ratio lies with 95 %, if the units are many and independent.
    public var interval: ClosedRange<Double> { value - 1.959964 * deviation...value + 1.959964 * deviation }
}
