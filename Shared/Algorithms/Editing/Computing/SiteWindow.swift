internal import Autograd
internal import Tensors
internal import Transformer

/// All that stays as it is while something at one site is optimised: computed once, so that a step costs only the
/// layers above.
///
/// For a site whose output is added to the residual stream, the rest of its layer is a constant sum; for one inside a
/// block the layer itself is run again.
struct SiteWindow {
    enum Place {
        /// A linear layer.
        case linear(EditSite)
        /// The residual stream after a layer.
        case block(Int)
    }

    let view: EditView
    let rows: TextRows
    let place: Place
    /// What the site reads, [rows, inputs]; of a block what enters it.
    let input: Tensor
    /// What the site gives, [rows, outputs], with earlier edits.
    let output: Tensor
    /// What is added to the output to give what enters the next layer; nil where the layer is run again.
    private let rest: Tensor?
    /// What enters the layer of the site.
    private let entering: Tensor

    init(_ view: EditView, _ rows: TextRows, at place: Place) throws(EditingError) {
        try view.require(rows)
        let layer: Int
        switch place {
        case .linear(let site):
            _ = try view.decoder.weights(at: site)
            layer = site.layer
        case .block(let index):
            guard view.decoder.layers.indices.contains(index) else {
                throw .siteMissing(HookSite(layer: index, module: .block))
            }
            layer = index
        }
        (self.view, self.rows, self.place) = (view, rows, place)
        var below = view.pass(rows)
        below.run(to: layer)
        entering = below.x.value
        var seen: (input: Tensor, output: Tensor)?
        var mixed = Tensor.none, added = Tensor.none
        var hooks = view.effects.hooks(for: rows)
        hooks.add(at: HookSite(layer: layer, module: .attention)) { _, rows in
            mixed = rows.value
            return rows
        }
        hooks.add(at: HookSite(layer: layer, module: .feedForward)) { _, rows in
            added = rows.value
            return rows
        }
        if case .linear(let site) = place {
            hooks.add(atInputOf: site.hook) { _, input, output in
                seen = input.map { ($0.value, output.value) }
                return output
            }
        }
        var pass = ViewPass(view.decoder, rows, tape: below.tape, hooks: hooks, from: below.x, at: layer)
        pass.run(to: layer + 1)
        let after = pass.x.value
        (input, output) = seen ?? (entering, after)
        if case .linear(let site) = place {
            rest = site.projection == .down
                ? Self.rest(Verbs.add(entering, mixed), block: added, output: output) : nil
        } else {
            rest = .zeros(rows: after.rows, columns: after.columns)
        }
    }

    /// What stands beside the output in the residual stream: what enters the feed-forward block, and what edits add to
    /// that block beside its last map.
    private static func rest(_ entering: Tensor, block: Tensor, output: Tensor) -> Tensor {
        let more = Verbs.add(output, scale: -1, to: block)
        return Verbs.squares(more) == 0 ? entering : Verbs.add(entering, more)
    }

    /// The pass after all layers, or after `end` of them, with another output of the site.
    func pass(_ output: Variable, on tape: Tape, to end: Int? = nil) -> ViewPass {
        var hooks = view.effects.hooks(for: rows)
        var pass: ViewPass
        switch place {
        case .linear(let site) where rest == nil:
            hooks.add(at: site.hook) { _, _ in output }
            pass = ViewPass(
                view.decoder, rows, tape: tape, hooks: hooks, from: .constant(entering), at: site.layer)
        case .linear(let site):
            pass = ViewPass(
                view.decoder, rows, tape: tape, hooks: hooks, from: added(output, tape), at: site.layer + 1)
        case .block(let layer):
            pass = ViewPass(view.decoder, rows, tape: tape, hooks: hooks, from: output, at: layer + 1)
        }
        pass.run(to: end ?? view.decoder.layers.count)
        return pass
    }

    private func added(_ output: Variable, _ tape: Tape) -> Variable {
        rest.map { tape.add(.constant($0), output) } ?? output
    }
}

extension ViewPass {
    /// Cross-entropy of targets at some rows.
    mutating func loss(rows: [Int], targets: [Int32], weights: [Float]) -> HeadLoss {
        decoder.loss(x, rows: rows, targets: targets, weights: weights, with: &evaluator)
    }
}
