/// What a measurement gave, one value for each round.
package struct Samples: Encodable, Equatable, Sendable {
    package let values: [Double]
    package let min: Double
    package let median: Double
    package let max: Double

    /// - Precondition: there is at least one value.
    package init(_ values: [Double]) {
        precondition(!values.isEmpty, "no samples")
        let sorted = values.sorted()
        self.values = values
        min = sorted[0]
        max = sorted[sorted.count - 1]
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Round by round: what two measurements of the same moment say together.
    package static func combine(_ a: Samples, _ b: Samples, _ body: (Double, Double) -> Double) -> Samples {
        precondition(a.values.count == b.values.count, "\(a.values.count) and \(b.values.count) rounds")
        return Samples(zip(a.values, b.values).map(body))
    }

    package func map(_ body: (Double) -> Double) -> Samples { Samples(values.map(body)) }
}
