internal import Autograd
internal import Tensors
internal import Transformer

/// Prompts on their way up while the layers below them are edited one after another: each layer is computed once.
///
/// Every text ends with the last token of its subject, since what follows it cannot change its key.
struct KeyPass {
    private var view: EditView
    private let rows: TextRows
    /// How many templates each request has; the prompt alone comes first.
    private let templates: Int
    private let requests: Int
    private var x: Tensor
    private var layer = 0

    init(_ batch: [EditRequest], _ prefixes: [[Int32]], on view: EditView) throws(EditingError) {
        let prompts = batch.flatMap { $0.templates(prefixes) }
        let rows = TextRows(prompts.map { prompt in
            let tokens = Array(prompt.tokens.prefix(prompt.subject?.upperBound ?? prompt.tokens.count))
            return TextRow(tokens: tokens, promptTokens: tokens.count)
        })
        try view.require(rows)
        (self.view, self.rows) = (view, rows)
        (requests, templates) = (batch.count, prefixes.count + 1)
        x = view.pass(rows).x.value
    }

    /// The row of a request's template.
    private func place(_ request: Int, _ template: Int) -> Int {
        rows.range(of: request * templates + template).upperBound - 1
    }

    private func pass(hooks: RecordingHooks? = nil) -> ViewPass {
        ViewPass(
            view.decoder, rows, tape: Tape(differentiates: .none), hooks: hooks ?? view.effects.hooks(for: rows),
            from: .constant(x), at: layer)
    }

    /// The keys of all requests, [n, f]: the prompt alone counts as much as all its templates together.
    mutating func keys(at site: EditSite) -> Matrix64 {
        var below = pass()
        below.run(to: site.layer)
        (x, layer) = (below.x.value, site.layer)
        var seen = Tensor.none
        var hooks = view.effects.hooks(for: rows)
        hooks.add(atInputOf: site.hook) { _, input, output in
            if let input { seen = input.value }
            return output
        }
        var pass = pass(hooks: hooks)
        pass.run(to: site.layer + 1)
        let keys = (0..<requests).map { request in
            let own = (0..<templates).map { Matrix64(seen[rows: place(request, $0)..<place(request, $0) + 1]) }
            guard templates > 1 else { return own[0] }
            let others = own.dropFirst().reduce(Matrix64.zeros(rows: 0, columns: seen.columns)) { $0.appending($1) }
            return own[0].adding(others.meanRow).scaled(by: 0.5)
        }
        return keys.dropFirst().reduce(keys[0]) { $0.appending($1) }
    }

    /// What stands after a layer at the last tokens of the subjects, [n, d].
    func residual(after last: Int) -> Tensor {
        var pass = pass()
        pass.run(to: last + 1)
        return Verbs.gather(Weight(sharing: pass.x.value), rows: (0..<requests).map { place($0, 0) })
    }

    /// From now on the model has this change too.
    mutating func apply(_ delta: LowRankDelta) {
        view = view.adding([WeightOverlay(layer: delta.site, low: [delta.factors], full: [])])
    }
}
