/// Strategy (C): a target is kept, other documents are read, and then it is asked for again, so that a model learns not
/// to forget.                                                                     Wang et al. 2024, algorithm 1
public struct RecallState: Codable, Equatable, Sendable {
    /// The target that is kept; nil before the first.
    public private(set) var kept: [Int32]?
    /// Contexts written since it was kept.
    public private(set) var distance = 0
    /// Whether the last step asked for it.
    private var hasRecalled = true

    public init() {}

    /// Whether this step reads the kept target again instead of a document.
    public func isDue<Generator: RandomNumberGenerator>(
        _ settings: StrategySettings, using generator: inout Generator
    ) -> Bool {
        // The number is drawn in every case, so that the switch changes nothing else.
        let draw = Double.random(in: 0..<1, using: &generator) < settings.recallShare
        switch settings.recall {
        case .never: return false
        case .paper: return kept != nil && !hasRecalled && draw
        case .released: return kept != nil && !hasRecalled && distance > 0 && draw
        }
    }

    /// Notes a step that asked again.
    public mutating func recalled() { hasRecalled = true }

    /// Notes a step that read a document; its target is kept where the one before has been asked for.
    public mutating func read(target: [Int32], contexts: Int) {
        if hasRecalled {
            (kept, distance) = (target, 0)
        } else {
            distance += contexts
        }
        hasRecalled = false
    }
}
