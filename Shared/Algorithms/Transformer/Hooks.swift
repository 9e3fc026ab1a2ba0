public import Tensors

/// A place where an activation can be read or replaced.
public struct HookSite: Hashable, Sendable {
    public enum Module: Hashable, Sendable {
        /// The token embeddings, before any learned positions; layer 0.
        case embedding
        /// What a projection gives, adapters included, before any rotation.
        case projection(Projection)
        /// What the attention block adds to the residual stream.
        case attention
        /// What the feed-forward block adds to the residual stream.
        case feedForward
        /// The residual stream after a layer.
        case block
        /// After the last norm; layer L.
        case finalNorm
        /// The logits; layer L.
        case head
    }

    public let layer: Int
    public let module: Module

    public init(layer: Int, module: Module) {
        self.layer = layer
        self.module = module
    }
}

/// What stands at a site in one step: the rows of one group.
public struct HookedRows: Sendable {
    /// What would go on, [rows, width].
    public let output: Tensor
    /// What it was made from: for a projection what it reads, for the feed-forward block its normed input, for the head
    /// the output of the last norm; nil elsewhere.
    public let input: Tensor?
    /// Which tokens of their text the rows are, counted from 0.
    public let positions: Range<Int>
    /// What the plan asked to keep of this step's earlier sites: all rows of the step, of which these are the last.
    public let kept: [HookSite: Tensor]

    public init(output: Tensor, input: Tensor?, positions: Range<Int>, kept: [HookSite: Tensor] = [:]) {
        self.output = output
        self.input = input
        self.positions = positions
        self.kept = kept
    }
}

/// What happens to the rows of a group at the sites it names: the one way to read or replace an activation.
///
/// A plan is a value; two groups of one step may follow different plans.
public struct HookPlan: Sendable {
    /// Gets a site's rows, [rows, width], and returns what goes on instead of them: the same rows if it only reads.
    public typealias Action = @Sendable (Tensor) -> Tensor

    /// The same for an action that wants to know more of the rows.
    public typealias RowsAction = @Sendable (HookedRows) -> Tensor

    public static let empty = HookPlan()

    private var actions: [HookSite: [RowsAction]] = [:]
    private var keptSites: Set<HookSite> = []

    public init() {}

    public var isEmpty: Bool { actions.isEmpty }

    /// Adds an action, which runs after those the site has already.
    public mutating func add(at site: HookSite, _ action: @escaping Action) {
        add(atRowsOf: site) { action($0.output) }
    }

    public mutating func add(atRowsOf site: HookSite, _ action: @escaping RowsAction) {
        actions[site, default: []].append(action)
    }

    /// Keeps what the site reads for the actions of later sites of the same step.
    public mutating func keepInput(of site: HookSite) { keptSites.insert(site) }

    func acts(at site: HookSite) -> Bool { actions[site] != nil || keptSites.contains(site) }

    func keepsInput(of site: HookSite) -> Bool { keptSites.contains(site) }

    func apply(at site: HookSite, to rows: HookedRows) -> Tensor {
        (actions[site] ?? []).reduce(rows.output) { output, action in
            let result = action(
                HookedRows(output: output, input: rows.input, positions: rows.positions, kept: rows.kept))
            precondition(
                result.rows == output.rows && result.columns == output.columns,
                "a hook at \(site) made \(result) of \(output)")
            return result
        }
    }
}
