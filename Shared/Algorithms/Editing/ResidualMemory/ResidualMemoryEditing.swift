public import Bytes
internal import Tensors
internal import Autograd
internal import Transformer

/// Facts in columns of a side memory that only prompts alike read: MEMOIR.                     Wang et al. 2025
///
/// Trained by plain gradient steps on factors: the layer's input does not change, so the change of its matrix is a sum
/// of products with that input, and no matrix is ever made.
public struct ResidualMemoryEditing: EditMethod {
    public static let name = "memoir"

    public var site: EditSite
    /// How many columns an edit has.
    public var columns: UInt32
    public var threshold: Float
    public var steps: UInt16
    public var rate: Double
    /// What every step takes from the whole memory; it touches other edits, so 0 unless results are compared.
    public var decay: Double
    /// Gradients are held at this norm.
    public var reach: Double
    /// The training ends when the loss is at most `enough` and moved by at most `still`.
    public var enough: Double
    public var still: Double

    public init(
        site: EditSite, columns: UInt32, threshold: Float = 0.4, steps: UInt16 = 30, rate: Double = 1,
        decay: Double = 0, reach: Double = 1, enough: Double = 0.02, still: Double = 1e-4
    ) {
        self.site = site
        self.columns = columns
        self.threshold = threshold
        self.steps = steps
        self.rate = rate
        self.decay = decay
        self.reach = reach
        self.enough = enough
        self.still = still
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        site = try EditSite(from: &reader)
        columns = try reader.read()
        threshold = try reader.readFloat()
        steps = try reader.read()
        rate = try reader.readDouble()
        decay = try reader.readDouble()
        reach = try reader.readDouble()
        enough = try reader.readDouble()
        still = try reader.readDouble()
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        writer.write(columns)
        writer.write(threshold)
        writer.write(steps)
        for number in [rate, decay, reach, enough, still] { writer.write(number) }
    }

    public var traits: EditTraits { EditTraits() }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        let request = try single(batch)
        let router: TopHash
        if let memory = present(in: view) { router = memory.router } else {
            router = try fresh(view, resources, seed)
        }
        let trained = try train(request, on: view, prefixes: resources.prefixes.prefixes, router: router)
        return try EditArtifact(method: Self.name, model: view.model, payload: .columns(trained.delta)).checked()
    }

    /// The memory that earlier edits left at this site.
    private func present(in view: EditView) -> ResidualMemory? {
        view.effects.effects.lazy.compactMap { $0 as? ResidualMemory }.first { $0.layer == site }
    }

    /// The router of a memory's first edit: a permutation drawn once, and the mean input of unrelated prompts.
    func fresh(_ view: EditView, _ resources: EditResources, _ seed: UInt64) throws(EditingError) -> TopHash {
        let width = try view.decoder.weights(at: site).weight.inputs
        guard (1...width).contains(Int(columns)) else {
            throw .settingUnusable(field: "columns", found: "\(columns)", wanted: "1 ... \(width)")
        }
        guard !resources.background.isEmpty else {
            throw .resourceMissing("prompts that have nothing to do with edits")
        }
        var generator = CounterGenerator(key: (seed, 0x6d65_6d6f_6972), place: (0, 0, 0))
        let permutation = (0..<UInt32(width)).shuffled(using: &generator)
        return TopHash(
            columns: Int(columns), permutation: permutation,
            mean: try Self.meanFeature(of: resources.background, at: site, on: view))
    }

    /// The mean over prompts of the mean over their tokens of what the site reads.
    public static func meanFeature(
        of prompts: [[Int32]], at site: EditSite, on view: EditView
    ) throws(EditingError) -> [Float] {
        guard !prompts.isEmpty, prompts.allSatisfy({ !$0.isEmpty }) else { throw .promptEmpty }
        let rows = TextRows(prompts.map { TextRow(tokens: $0, promptTokens: $0.count) })
        try view.require(rows)
        let inputs = view.withoutRouted(at: site.hook).inputs(of: site, rows)
        var sum = Tensor.zeros(rows: 1, columns: inputs.columns)
        for text in prompts.indices {
            let range = rows.range(of: text)
            sum = Verbs.add(Verbs.addRowSum(inputs[rows: range]), scale: 1 / Float(range.count), to: sum)
        }
        return Verbs.scale(sum, by: 1 / Float(prompts.count)).array
    }

    public struct Training: Sendable {
        public let delta: ColumnsDelta
        /// The prompt's centred mean input.
        public let feature: [Float]
        public internal(set) var losses: [Double] = []
        /// The norm of each gradient before it is held back.
        public internal(set) var norms: [Double] = []
    }

    public func train(
        _ request: EditRequest, on view: EditView, prefixes: [[Int32]], router: TopHash
    ) throws(EditingError) -> Training {
        try view.require([request])
        let prompts = request.templates(prefixes).map(\.tokens)
        let rows = TextRows(prompts.map {
            TextRow(tokens: $0 + request.target.dropLast(), promptTokens: $0.count)
        })
        let window = try SiteWindow(view.withoutRouted(at: site.hook), rows, at: .linear(site))
        guard window.input.columns == router.width else {
            throw .settingUnusable(
                field: "router", found: "\(router.width) inputs", wanted: "\(window.input.columns)")
        }
        let feature = router.feature(window.input[rows: 0..<prompts[0].count])
        let columns = router.mask(feature)
        let memory = ColumnMemory(
            columns: columns, input: window.input, weight: present(in: view)?.weight)
        let places = prompts.enumerated().flatMap { text, prompt in
            request.target.indices.map { rows.place(text, prompt.count - 1 + $0) }
        }
        // The published implementation divides by one token more than the target has.
        let weight = 1 / Float(prompts.count * (request.target.count + 1))
        let goal = TrainingGoal(
            window: window, places: places, targets: prompts.flatMap { _ in request.target },
            weights: places.map { _ in weight })
        let steps = try descend(goal, memory)
        let delta = ColumnsDelta(
            site: site, router: router, threshold: threshold, columns: columns,
            factors: Factors(inputs: memory.input, outputs: steps.outputs), decay: Float(steps.decay))
        return Training(delta: delta, feature: feature, losses: steps.losses, norms: steps.norms)
    }

    private struct Descent {
        var outputs: Tensor
        var decay = 1.0
        var losses: [Double] = []
        var norms: [Double] = []
    }

    private func descend(_ goal: TrainingGoal, _ memory: ColumnMemory) throws(EditingError) -> Descent {
        var state = Descent(outputs: .zeros(rows: goal.window.output.rows, columns: goal.window.output.columns))
        for _ in 0..<steps {
            let output = Verbs.add(
                memory.output(state.outputs, decay: Float(state.decay)), goal.window.output)
            let step = goal.step { $0.leaf(output) }
            guard step.loss.isFinite else { throw .notFinite("the loss after \(state.losses.count) steps") }
            let isStill = state.losses.last.map { abs($0 - step.loss) <= still } ?? false
            let norm = memory.norm(step.gradient)
            state.losses.append(step.loss)
            state.norms.append(norm)
            if isStill && step.loss <= enough { break }
            let held = min(1, reach / (norm + 1e-6))
            let kept = 1 - rate * decay
            state.outputs = Verbs.add(
                step.gradient, scale: Float(-rate * held), to: Verbs.scale(state.outputs, by: Float(kept)))
            state.decay *= kept
        }
        return state
    }
}

/// The columns of a memory that one edit reads and writes, as products of what the layer reads.
private struct ColumnMemory {
    /// What the layer reads in these columns, [rows, k].
    let input: Tensor
    /// Products of the inputs of all rows with one another, [rows, rows].
    private let gram: Tensor
    /// What the memory gave before, [rows, outputs]; nil if it was empty.
    private let before: Tensor?

    init(columns: [UInt32], input: Tensor, weight: Tensor?) {
        let chosen = columns.map(Int.init)
        let picked = input.transposed().gathered(chosen).transposed()
        self.input = picked
        gram = Verbs.linear(picked, Weight(sharing: picked), rounding: .exact)
        before = weight.map { weight in
            Verbs.linear(picked, Weight(sharing: weight.transposed().gathered(chosen).transposed()), rounding: .exact)
        }
    }

    /// decay · before + a aᵀ outputs: what the memory gives to all rows.
    func output(_ outputs: Tensor, decay: Float) -> Tensor {
        let learned = Verbs.addInputGradient(gram, Weight(sharing: outputs))
        return before.map { Verbs.add($0, scale: decay, to: learned) } ?? learned
    }

    /// ‖gᵀ a‖ without making the matrix.
    func norm(_ g: Tensor) -> Double {
        let products = Verbs.linear(g, Weight(sharing: g), rounding: .exact)
        let (a, b) = (products.array, gram.array)
        return max(0, zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }).squareRoot()
    }
}

extension Tensor {
    fileprivate func gathered(_ rows: [Int]) -> Tensor { Verbs.gather(Weight(sharing: self), rows: rows) }
}
