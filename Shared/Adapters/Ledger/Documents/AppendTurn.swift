import Threads

/// Keeps documents in order that several sessions take in beside each other: a batch gets its numbers when the one
/// before it has its own, and then one commits while the next one writes.
public final class AppendTurn: Sendable {
    private let before: Latch?
    private let numbered = Latch()

    /// - Parameter turn: of the batch before; nil for none.
    public init(after turn: AppendTurn? = nil) { before = turn?.numbered }

    /// Blocks the session's thread until it is this batch's turn.
    func wait() { before?.wait() }

    /// The batch has its numbers, or will not get any: the next one's turn. Whoever made the turn calls it at the end.
    public func pass() { numbered.open() }
}
