internal import Autograd
public import Tensors
internal import Transformer

/// What the search for a value went through.
public struct ValueTrace: Sendable {
    public struct Loss: Sendable {
        public let total: Double
        public let likelihood: Double
        public let divergence: Double
        public let decay: Double
    }

    public var losses: [Loss] = []
    /// The gradient by δ of each step, and δ after it, before it is held back.
    public var gradients: [Tensor] = []
    public var steps: [Tensor] = []
}

/// The search for δ such that h_0 + δ, in place of what a site gives at the last token of the subject, makes the target
/// likely.
///
///     L(δ) = mean_rows(-1/m Σ_j ln p(t_j)) + λ_KL KL(p_δ | p_0) + λ ‖δ‖ / ‖h_0‖²          Meng et al. 2022, eq. 4
///
/// The divergence is read at the last token of the subject in "{subject} is a".
struct ValueSearch {
    private let window: SiteWindow
    private let settings: ValueSettings
    /// Where δ is added: in every template, then in the essence.
    let lookups: [Int]
    private let predicting: [Int]
    private let targets: [Int32]
    private let templates: Int

    init(
        _ request: EditRequest, prefixes: [[Int32]], on view: EditView, at place: SiteWindow.Place,
        settings: ValueSettings, method: String
    ) throws(EditingError) {
        let prompts = request.templates(prefixes)
        guard let essence = request.essence, let last = essence.subject?.upperBound,
            prompts.allSatisfy({ $0.subject != nil })
        else { throw .subjectMissing(method: method) }
        let following = request.target.dropLast()
        let rows = TextRows(prompts.map {
            TextRow(tokens: $0.tokens + following, promptTokens: $0.tokens.count)
        } + [TextRow(tokens: essence.tokens, promptTokens: essence.tokens.count)])
        window = try SiteWindow(view, rows, at: place)
        self.settings = settings
        templates = prompts.count
        lookups = prompts.enumerated().map { rows.place($0, ($1.subject?.upperBound ?? 1) - 1) }
            + [rows.place(prompts.count, last - 1)]
        predicting = prompts.enumerated().flatMap { index, prompt in
            request.target.indices.map { rows.place(index, prompt.tokens.count - 1 + $0) }
        }
        targets = prompts.flatMap { _ in request.target }
    }

    /// What the site reads at the last token of the subject, a row for each template.
    var keys: Tensor { Verbs.gather(Weight(sharing: window.input), rows: Array(lookups.prefix(templates))) }

    /// What it gives there.
    var outputs: Tensor { Verbs.gather(Weight(sharing: window.output), rows: Array(lookups.prefix(templates))) }

    /// δ, [1, d].
    func run() throws(EditingError) -> (delta: Tensor, trace: ValueTrace) {
        let start = window.output[rows: lookups[0]..<lookups[0] + 1]
        let norm = Verbs.squares(start).squareRoot()
        var delta = Tensor.zeros(rows: 1, columns: start.columns)
        var (adam, trace) = (Adam(rate: settings.rate), ValueTrace())
        var before: Tensor?
        for step in 0..<Int(settings.steps) {
            let tape = Tape(differentiates: .none)
            let leaf = tape.leaf(delta)
            let (loss, total, after) = self.loss(leaf, before, norm, tape)
            before = before ?? after
            trace.losses.append(loss)
            guard loss.total.isFinite else { throw .notFinite("the loss after \(step) steps") }
            if loss.total < settings.enough || step == settings.steps - 1 { break }
            tape.backward(from: total)
            let gradient = tape.gradient(of: leaf) ?? .zeros(rows: 1, columns: start.columns)
            trace.gradients.append(gradient)
            delta = adam.update(delta, gradient)
            trace.steps.append(delta)
            let size = Verbs.squares(delta).squareRoot()
            if size > settings.reach * norm { delta = Verbs.scale(delta, by: Float(settings.reach * norm / size)) }
        }
        return (delta, trace)
    }

    /// The loss, the same as a variable, and the logits of the essence.
    private func loss(
        _ delta: Variable, _ before: Tensor?, _ norm: Double, _ tape: Tape
    ) -> (ValueTrace.Loss, Variable, Tensor) {
        let moved = tape.scatterAdd(
            tape.gather(delta, rows: lookups.map { _ in 0 }), rows: lookups, to: .constant(window.output))
        var pass = window.pass(moved, on: tape, to: settings.lossLayer.map { Int($0) + 1 })
        let weight = 1 / Float(predicting.count)
        let likelihood = pass.loss(
            rows: predicting, targets: targets, weights: predicting.map { _ in weight }).total
        let logits = pass.logits([lookups[templates]])
        let divergence = tape.scale(
            tape.divergence(logits, from: .constant(before ?? logits.value), weights: [1]),
            by: Float(settings.divergence))
        let decay = tape.scale(tape.rowNorms(delta), by: Float(settings.decay / (norm * norm)))
        let total = tape.add(tape.add(likelihood, divergence), decay)
        func number(_ variable: Variable) -> Double { Double(variable.value[0, 0]) }
        let loss = ValueTrace.Loss(
            total: number(total), likelihood: number(likelihood), divergence: number(divergence),
            decay: number(decay))
        return (loss, total, logits.value)
    }
}
