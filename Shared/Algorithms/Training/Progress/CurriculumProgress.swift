/// How far a model has come in a list of steps: it goes on to the next one when it is right often enough.
///
/// Right answers are counted over a moving window of about `window` answers, and only of the step itself.
public struct CurriculumProgress: Codable, Equatable, Sendable {
    /// When to go on.
    public struct Rule: Codable, Equatable, Sendable {
        /// The share of right answers that is enough, 0 ... 1.
        public var enough: Double
        /// Answers over which it is measured.
        public var window: Int
        /// Updates that a step has at most; 0: no limit.
        public var updatesMax: Int

        public init(enough: Double = 0.9, window: Int = 800, updatesMax: Int = 0) {
            (self.enough, self.window, self.updatesMax) = (enough, window, updatesMax)
        }
    }

    /// The number of the step, from 0.
    public private(set) var step = 0
    /// Updates in this step.
    public private(set) var updates = 0
    private var right = 0.0
    private var answers = 0.0

    public init(step: Int = 0) { self.step = step }

    /// The share of right answers in the window.
    public var accuracy: Double { answers > 0 ? right / answers : 0 }

    /// Takes in what an update measured.
    ///
    /// - Parameter steps: how many there are; the last one is not left.
    /// - Returns: whether the next step begins.
    public mutating func note(right: Int, of answers: Int, rule: Rule, steps: Int) -> Bool {
        updates += 1
        let kept = max(0, 1 - Double(answers) / Double(rule.window))
        self.right = self.right * kept + Double(right)
        self.answers = self.answers * kept + Double(answers)
        // Half a window has to be there before it says anything.
        let isEnough = self.answers >= 0.5 * Double(rule.window) && accuracy >= rule.enough
        let isOver = rule.updatesMax > 0 && updates >= rule.updatesMax
        guard step + 1 < steps, isEnough || isOver else { return false }
        step += 1
        (updates, self.right, self.answers) = (0, 0, 0)
        return true
    }
}
