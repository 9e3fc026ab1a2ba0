/// So many of so many.
public struct Proportion: Sendable, Hashable {
    public let hits: Int
    public let count: Int

    public init(hits: Int, of count: Int) {
        precondition((0...count).contains(hits), "\(hits) of \(count)")
        (self.hits, self.count) = (hits, count)
    }

    public init(_ values: [Bool]) { self.init(hits: values.count { $0 }, of: values.count) }

    /// Of nothing 0.
    public var share: Double { count == 0 ? 0 : Double(hits) / Double(count) }

    /// Where the true share lies with 95 %, if the values are independent; 0 ... 1 of nothing.
    ///
    ///     (p + z²/2n ± z √(p (1 - p) / n + z²/4n²)) / (1 + z²/n),   z = 1.96                          Wilson 1927
    public var interval: ClosedRange<Double> {
        guard count > 0 else { return 0...1 }
        let (z, n) = (1.959964, Double(count))
        let middle = share + z * z / (2 * n)
        let reach = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return max(0, min(share, (middle - reach) / scale))...min(1, max(share, (middle + reach) / scale))
    }
}
