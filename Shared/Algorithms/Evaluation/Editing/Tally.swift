/// Numbers that were summed: enough for their mean and for how sure it is.
public struct Tally: Codable, Hashable, Sendable {
    public private(set) var count = 0
    private var sum = 0.0
    private var squares = 0.0

    public init() {}

    public mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }

    public mutating func add(_ other: Tally) {
        count += other.count
        sum += other.sum
        squares += other.squares
    }

    /// Of nothing 0.
    public var mean: Double { count == 0 ? 0 : sum / Double(count) }

    /// Where the true mean lies with 95 %, if the numbers are independent: Wilson's for shares of hits, else normal.
    public var interval: ClosedRange<Double> {
        if squares == sum, sum.rounded() == sum, (0...Double(count)).contains(sum) {
            return Proportion(hits: Int(sum), of: count).interval
        }
        let variance = count > 1 ? max(0, squares - sum * mean) / Double(count - 1) : 0
        let reach = 1.959964 * (variance / Double(max(1, count))).squareRoot()
        return mean - reach...mean + reach
    }
}
