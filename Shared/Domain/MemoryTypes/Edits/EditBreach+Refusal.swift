extension Refusal {
    /// The guard's answer no: it names every number that crossed. Its own numbers are the first one's place, 1
    /// reliability ... 6 share of the key, and what was found and the limit in millionths.
    ///
    /// - Precondition: there is one.
    public init(_ breaches: [EditBreach]) {
        let first = breaches[0]
        let place = EditBreach.Measure.allCases.firstIndex(of: first.measure) ?? 0
        self.init(
            .guardRefused, "The guard refuses the edit: \(breaches.map(\.description).joined(separator: "; ")).",
            numbers: [Int64(place + 1), Self.millionths(first.found), Self.millionths(first.limit)])
    }

    private static func millionths(_ value: Double) -> Int64 {
        let scaled = (value * 1e6).rounded()
        return Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
    }
}
