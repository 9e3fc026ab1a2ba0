public import Autograd
public import Tensors
public import Transformer

/// A side memory beside the weights of a layer, of which a prompt reads the columns of the edit it looks like.
///
///     y = W x + W_m (M ⊙ x)                                                    Wang et al. 2025, eq. 3 to 6
///
/// The prompt's columns are compared with those of every edit; the one with most in common is read if they share
/// `threshold` of them, and W_m is left alone otherwise.
public struct ResidualMemory: SiteEffect {
    public let layer: EditSite
    public let router: TopHash
    public let threshold: Float
    /// One for each edit.
    public let masks: [ColumnMask]
    /// W_m, [outputs, inputs].
    public let weight: Tensor

    public var site: HookSite { layer.hook }
    public var isRouted: Bool { true }

    /// - Parameter edits: in the order of the log; at least one.
    init(layer: EditSite, edits: [ColumnsDelta]) {
        self.layer = layer
        router = edits[0].router
        threshold = edits[0].threshold
        var weight = Tensor.zeros(rows: edits[0].factors.outputs.columns, columns: router.width)
        for edit in edits { weight = edit.applied(to: weight) }
        self.weight = weight
        masks = edits.map { [width = router.width] in ColumnMask($0.columns, width: width) }
    }

    /// The edit that has most columns in common, the first of equals, and the share of them.
    public func nearest(to mask: ColumnMask) -> (edit: Int, share: Float)? {
        var best: (edit: Int, share: Float)?
        for (index, other) in masks.enumerated() {
            let share = Float(mask.overlap(other)) / Float(router.columns)
            if best.map({ share > $0.share }) ?? true { best = (index, share) }
        }
        return best
    }

    public func decide(_ input: Tensor) -> Int? {
        let mask = ColumnMask(router.mask(router.feature(input)), width: router.width)
        guard let (edit, share) = nearest(to: mask), share >= threshold else { return nil }
        return edit
    }

    public func apply(_ decision: Int, to rows: EffectRows, on tape: Tape) -> Variable {
        let row = masks[decision].row(width: router.width)
        let count = rows.input.value.rows
        let mask = Tensor(rows: count, columns: row.count, Array(repeating: row, count: count).flatMap(\.self))
        return tape.addLinear(
            tape.multiply(rows.input, .constant(mask)), Matrix(Weight(sharing: weight), parameter: nil), scale: 1,
            to: rows.output)
    }
}

extension ColumnsDelta {
    /// The memory after this edit.
    public func applied(to memory: Tensor) -> Tensor {
        var draft = Draft(decay == 1 ? memory : Verbs.scale(memory, by: decay))
        let delta = factors.product()
        let (width, count) = (memory.columns, columns.count)
        let added = delta.floats
        var floats = draft.floats
        for row in 0..<memory.rows {
            for (place, column) in columns.enumerated() {
                floats[row * width + Int(column)] += added[row * count + place]
            }
        }
        return draft.seal()
    }
}
