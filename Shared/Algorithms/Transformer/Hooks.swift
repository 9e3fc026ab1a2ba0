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

/// What happens to the rows of a group at the sites it names: the one way to read or replace an activation.
///
/// A plan is a value; two groups of one step may follow different plans.
public struct HookPlan: Sendable {
    /// Gets a site's rows, [rows, width], and returns what goes on instead of them: the same rows if it only reads.
    public typealias Action = @Sendable (Tensor) -> Tensor

    public static let empty = HookPlan()

    private var actions: [HookSite: [Action]] = [:]

    public init() {}

    public var isEmpty: Bool { actions.isEmpty }

    /// Adds an action, which runs after those the site has already.
    public mutating func add(at site: HookSite, _ action: @escaping Action) {
        actions[site, default: []].append(action)
    }

    func acts(at site: HookSite) -> Bool { actions[site] != nil }

    func apply(at site: HookSite, to rows: Tensor) -> Tensor {
        (actions[site] ?? []).reduce(rows) { rows, action in
            let result = action(rows)
            precondition(
                result.rows == rows.rows && result.columns == rows.columns,
                "a hook at \(site) made \(result) of \(rows)")
            return result
        }
    }
}
