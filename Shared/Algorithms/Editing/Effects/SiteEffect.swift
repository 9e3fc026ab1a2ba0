public import Autograd
public import Tensors
public import Transformer

/// What edits do at one site, compiled: written once over a tape, for generation (which differentiates nothing) and for
/// computing further edits (which takes gradients through it).
public protocol SiteEffect: Sendable {
    var site: HookSite { get }

    /// Whether it looks at the prompt first and then decides what to do for the whole text.
    var isRouted: Bool { get }

    /// What to do for a text whose prompt reads `input` at the site, [tokens of the prompt, inputs]; nil for nothing.
    func decide(_ input: Tensor) -> Int?

    /// What goes on instead of `output`.
    ///
    /// - Parameter decision: what `decide` said; 0 for an effect that is not routed.
    func apply(_ decision: Int, to rows: EffectRows, on tape: Tape) -> Variable
}

extension SiteEffect {
    public var isRouted: Bool { false }
    public func decide(_ input: Tensor) -> Int? { 0 }
}

/// Rows of one text at a site; of all texts of a batch for an effect that is not routed.
public struct EffectRows {
    public let input: Variable
    public let output: Variable
    /// Which tokens of the text the rows are.
    public let positions: Range<Int>
    /// How many tokens the prompt has.
    public let promptTokens: Int

    public init(input: Variable, output: Variable, positions: Range<Int>, promptTokens: Int) {
        self.input = input
        self.output = output
        self.positions = positions
        self.promptTokens = promptTokens
    }

    /// Those of the rows that stand in `range` of the text, by their number among the rows.
    func numbers(in range: Range<Int>) -> [Int] {
        let shared = positions.clamped(to: range)
        return shared.map { $0 - positions.lowerBound }
    }
}
