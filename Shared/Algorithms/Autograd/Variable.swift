public import Tensors

/// A matrix on a tape: its numbers, and whether their gradient is wanted.
public struct Variable {
    public let value: Tensor
    /// Where its gradient is summed; nil where nobody wants one.
    let slot: Slot?

    init(_ value: Tensor, slot: Slot?) {
        self.value = value
        self.slot = slot
    }

    /// Numbers that nothing is differentiated by.
    public static func constant(_ value: Tensor) -> Variable { Variable(value, slot: nil) }

    /// The same numbers, with nothing behind them: no gradient flows through.
    public var detached: Variable { .constant(value) }

    public var wantsGradient: Bool { slot != nil }
}

/// Where a gradient is summed.
enum Slot {
    /// The result of an operation: its gradient is gone once it has been handed on.
    case result(Int)
    /// A parameter, a leaf or a watched result: its gradient stays.
    case kept(Int)
}
