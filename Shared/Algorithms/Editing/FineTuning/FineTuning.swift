public import Bytes
internal import Tensors
internal import Autograd
internal import Transformer

/// One linear layer trained on the request: FT, FT-L and FT-M, the baselines.               Zhu et al. 2020, section 3
public struct FineTuning: EditMethod {
    public static let name = "ft"

    /// What is made likely.
    public enum Objective: UInt8, Sendable, CaseIterable {
        /// Every token of the target after those before it: FT-M.
        case target
        /// All tokens of the target after the last token of the prompt: FT-L as it was published, right for targets of
        /// one token alone.
        case promptLast
    }

    public enum Optimizer: UInt8, Sendable, CaseIterable {
        case adam
        /// Plain gradient steps; the change is kept as factors.
        case gradient
    }

    public var site: EditSite
    public var objective: Objective
    public var optimizer: Optimizer
    public var steps: UInt16
    public var rate: Double
    /// No number of the matrix moves farther than this; nil for no limit. With Adam alone.
    public var reach: Double?
    /// Below this loss no step is made, and below this mean the training ends.
    public var enough: Double

    public init(
        site: EditSite, objective: Objective = .target, optimizer: Optimizer = .adam, steps: UInt16 = 25,
        rate: Double = 5e-4, reach: Double? = nil, enough: Double = 1e-2
    ) {
        self.site = site
        self.objective = objective
        self.optimizer = optimizer
        self.steps = steps
        self.rate = rate
        self.reach = reach
        self.enough = enough
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        site = try EditSite(from: &reader)
        objective = try reader.readCase()
        optimizer = try reader.readCase()
        steps = try reader.read()
        rate = try reader.readDouble()
        reach = try reader.readOptional { reader throws(BytesError) in try reader.readDouble() }
        enough = try reader.readDouble()
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        writer.write(objective.rawValue)
        writer.write(optimizer.rawValue)
        writer.write(steps)
        writer.write(rate)
        writer.writeOptional(reach) { $1.write($0) }
        writer.write(enough)
    }

    public var traits: EditTraits { EditTraits(batches: true) }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        let payload = try train(batch, on: view).payload
        return try EditArtifact(method: Self.name, model: view.model, payload: payload).checked()
    }

    /// The change, and the loss before each step.
    public func train(
        _ batch: [EditRequest], on view: EditView
    ) throws(EditingError) -> (payload: EditPayload, losses: [Double]) {
        try require(batch)
        try view.require(batch)
        guard optimizer == .adam || reach == nil else {
            throw .settingUnusable(field: "reach", found: "\(reach ?? 0)", wanted: "none without Adam")
        }
        let rows = TextRows(batch.map { request in
            let following = objective == .target ? Array(request.target.dropLast()) : []
            return TextRow(tokens: request.prompt.tokens + following, promptTokens: request.prompt.tokens.count)
        })
        let window = try SiteWindow(view, rows, at: .linear(site))
        let places = batch.enumerated().flatMap { text, request in
            request.target.indices.map { index in
                rows.place(text, request.prompt.tokens.count - 1 + (objective == .target ? index : 0))
            }
        }
        let goal = TrainingGoal(
            window: window, places: places, targets: batch.flatMap(\.target),
            weights: places.map { _ in 1 / Float(places.count) })
        switch optimizer {
        case .adam: return try trainDense(goal)
        case .gradient: return try trainFactors(goal)
        }
    }

    private func trainDense(_ goal: TrainingGoal) throws(EditingError) -> (EditPayload, [Double]) {
        let window = goal.window
        var change = Tensor.zeros(rows: window.output.columns, columns: window.input.columns)
        var (adam, losses): (Adam, [Double]) = (Adam(rate: rate), [])
        for _ in 0..<steps {
            let step = goal.step { tape in
                tape.addLinear(
                    .constant(window.input), Matrix(Weight(sharing: change), parameter: nil), scale: 1,
                    to: .constant(window.output))
            }
            losses.append(step.loss)
            guard step.loss.isFinite else { throw .notFinite("the loss after \(losses.count - 1) steps") }
            if step.loss < enough { break }
            change = adam.update(change, Verbs.addWeightGradient(step.gradient, window.input))
            if let reach { change = change.limited(to: Float(reach)) }
        }
        return (.dense([DenseDelta(site: site, values: change)]), losses)
    }

    /// Every gradient is gᵀ a with the same a, and so is their sum.
    private func trainFactors(_ goal: TrainingGoal) throws(EditingError) -> (EditPayload, [Double]) {
        let window = goal.window
        var outputs = Tensor.zeros(rows: window.output.rows, columns: window.output.columns)
        let gram = Weight(sharing: Verbs.linear(window.input, Weight(sharing: window.input), rounding: .exact))
        var losses: [Double] = []
        for _ in 0..<steps {
            let moved = Verbs.add(
                Verbs.addInputGradient(gramRows(gram), Weight(sharing: outputs)), window.output)
            let step = goal.step { tape in tape.leaf(moved) }
            losses.append(step.loss)
            guard step.loss.isFinite else { throw .notFinite("the loss after \(losses.count - 1) steps") }
            if step.loss < enough { break }
            outputs = Verbs.add(step.gradient, scale: Float(-rate), to: outputs)
        }
        return (.lowRank([LowRankDelta(site: site, factors: Factors(inputs: window.input, outputs: outputs))]), losses)
    }

    private func gramRows(_ gram: Weight) -> Tensor { gram.widened() }
}

/// Cross-entropy of targets, with another output at a site.
struct TrainingGoal {
    let window: SiteWindow
    let places: [Int]
    let targets: [Int32]
    let weights: [Float]

    /// The loss, and its gradient by what the site gives.
    func step(_ output: (Tape) -> Variable) -> (loss: Double, gradient: Tensor) {
        let tape = Tape(differentiates: .none)
        let site = tape.leaf(output(tape).value)
        var pass = window.pass(site, on: tape)
        let loss = pass.loss(rows: places, targets: targets, weights: weights).total
        tape.backward(from: loss)
        let gradient = tape.gradient(of: site)
            ?? .zeros(rows: window.output.rows, columns: window.output.columns)
        return (Double(loss.value[0, 0]), gradient)
    }
}

extension Tensor {
    /// Each number held between -bound and bound.
    func limited(to bound: Float) -> Tensor {
        Tensor(rows: rows, columns: columns, array.map { min(max($0, -bound), bound) })
    }
}
