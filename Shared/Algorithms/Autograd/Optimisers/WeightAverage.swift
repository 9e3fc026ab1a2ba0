internal import Tensors

/// An exponential moving average of parameters: often a better model than the last one.  Polyak and Juditsky 1992
///
///     average = decay average + (1 - decay) value,  with decay held below (1 + t) / (10 + t) at first
public struct WeightAverage: Sendable {
    public let decay: Double
    public private(set) var parameters: Parameters
    /// Values taken in so far.
    public private(set) var count: Int

    /// Starts with `parameters` themselves.
    ///
    /// - Parameter count: how many had been taken in when `parameters` were saved.
    public init(decay: Double, _ parameters: Parameters, count: Int = 0) {
        precondition((0..<1).contains(decay), "a decay of \(decay)")
        self.decay = decay
        self.parameters = parameters
        self.count = count
    }

    public mutating func add(_ values: Parameters) {
        count += 1
        let kept = min(decay, Double(1 + count) / Double(10 + count))
        for name in parameters.names {
            guard let value = values[name], var average = parameters.take(name) else { continue }
            Verbs.mix(value, by: 1 - kept, into: &average, by: kept)
            parameters.replace(name, with: average)
        }
    }
}
