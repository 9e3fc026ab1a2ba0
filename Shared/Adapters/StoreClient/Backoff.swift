/// How long to wait before the next try: twice as long each time, never longer than a limit, and never the same for
/// two who failed together.
public struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var tries = 0

    public init(first: Duration = .milliseconds(100), longest: Duration = .seconds(5)) {
        self.first = first
        self.longest = longest
    }

    /// The next wait: between half of the current step and all of it.
    public mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let step = min(longest, first * (1 << min(tries, 20)))
        tries += 1
        return step * Double.random(in: 0.5...1, using: &random)
    }

    /// The next wait, with the system's randomness.
    public mutating func next() -> Duration {
        var random = SystemRandomNumberGenerator()
        return next(using: &random)
    }

    /// It went well: the next wait is the first one again.
    public mutating func reset() { tries = 0 }

    /// Waits `duration`; a cancelled task does not wait, and finds out by itself.
    public static func pause(_ duration: Duration) async {
        do { try await Task.sleep(for: duration) } catch { return }
    }
}
