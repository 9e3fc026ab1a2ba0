/// A text that needs more positions than its model has.
public struct PositionsExceeded: Error, Equatable, Sendable, CustomStringConvertible {
    /// Memory, text and the tokens to come.
    public let needed: Int
    public let limit: Int

    public init(needed: Int, limit: Int) {
        self.needed = needed
        self.limit = limit
    }

    public var description: String {
        "memory, text and new tokens need \(needed) positions, and the model has \(limit)"
    }
}

extension ReadingContext {
    /// Checks that a text and what follows it have positions behind this context.
    ///
    /// - Throws: `PositionsExceeded` with both numbers.
    public func requirePositions(
        text: Int, following: Int, in configuration: ModelConfiguration
    ) throws(PositionsExceeded) {
        let needed = textPosition + text + following
        guard needed <= configuration.positionLimit else {
            throw PositionsExceeded(needed: needed, limit: configuration.positionLimit)
        }
    }
}
