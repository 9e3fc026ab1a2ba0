/// What learning rates are multiplied by as training goes on: up from 0, level, down.
public struct RateSchedule: Hashable, Sendable {
    public enum Decay: String, Hashable, Sendable, CaseIterable {
        case constant, linear, cosine
    }

    /// Updates over which the rate rises in a straight line.
    public var warmUp: Int
    /// Updates in all.
    public var total: Int
    public var decay: Decay
    /// The update at which it begins to fall.
    public var decayStart: Int
    /// What is left at the end, 0 ... 1.
    public var floor: Double

    public init(warmUp: Int, total: Int, decay: Decay, decayStart: Int = 0, floor: Double = 0) {
        (self.warmUp, self.total, self.decay, self.floor) = (warmUp, total, decay, floor)
        self.decayStart = max(decayStart, warmUp)
    }

    /// The factor of update number `update`, counted from 0.
    public func factor(_ update: Int) -> Double {
        if update < warmUp { return Double(update + 1) / Double(warmUp) }
        let done = Double(update - decayStart) / Double(max(1, total - decayStart))
        let progress = min(1, max(0, done))
        switch decay {
        case .constant: return 1
        case .linear: return floor + (1 - floor) * (1 - progress)
        case .cosine: return floor + (1 - floor) * 0.5 * (1 + Self.cosine(ofHalfTurns: progress))
        }
    }

    /// cos(pi x) for x in 0 ... 1, the same on every machine: Taylor's series where it converges fast.
    private static func cosine(ofHalfTurns x: Double) -> Double {
        guard x <= 0.5 else { return -cosine(ofHalfTurns: 1 - x) }
        let square = (x * Double.pi) * (x * Double.pi)
        var (term, sum) = (1.0, 1.0)
        for n in 1...12 {
            term *= -square / Double((2 * n - 1) * 2 * n)
            sum += term
        }
        return sum
    }
}
