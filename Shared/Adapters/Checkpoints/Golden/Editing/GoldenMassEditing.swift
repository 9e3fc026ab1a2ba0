internal import Bytes
internal import Editing
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// MEMIT, EMMET and AlphaEdit: the search for values, the pass through the layers, and the equations in f64.
struct GoldenMassEditing {
    private let golden: GoldenEditingCase
    private let view: EditView
    private let requests: [EditRequest]
    private var resources: EditResources
    private let layers: [UInt16]
    private let hparams: JSON
    private let value: ValueSettings

    init(_ golden: GoldenEditingCase) throws {
        self.golden = golden
        hparams = try golden.json.at("hparams")
        view = try golden.view(ofWeight: hparams.at("rewrite_module_tmp").requiredString())
        value = try ValueSettings(golden: hparams)
        let words = try golden.words()
        let templates = try golden.json.at("templates").requiredArray().map { try $0.strings() }
        guard templates.count == 2, templates[0] == ["{}"] else {
            throw GoldenFault("templates that are not the bare one and one group of others")
        }
        requests = try golden.json.at("requests").requiredArray().map { request in
            try EditRequest(
                prompt: request.at("prompt").requiredString(), subject: request.at("subject").requiredString(),
                target: request.at("target_new").requiredString(), encode: words.encode)
        }
        let numbers = try hparams.at("layers").integers()
        guard !numbers.isEmpty, numbers.allSatisfy({ (0..<1024).contains($0) }) else { throw GoldenFault("no layers") }
        layers = numbers.map(UInt16.init)
        resources = EditResources(prefixes: words.prefixes(templates[1]))
        for (index, layer) in numbers.enumerated() {
            let site = EditSite(layer: layer)
            resources.statistics[site] = KeyStatistics(
                model: view.model, site: site, tokens: 1, moment: try golden.matrix("C_layer\(index)"))
        }
    }

    func check(_ checks: inout GoldenChecks) throws {
        let weight = try hparams.at("mom2_update_weight").requiredNumber()
        try check(
            "memit", .leastSquares(weight: weight), batch: requests, on: view, &checks)
        try check(
            "emmet", .constrained(
                weight: weight, ridge: hparams.at("update_norm_lambda").requiredNumber(),
                slack: hparams.at("emmet_lambda").requiredNumber()),
            batch: requests, on: view, &checks)
        try checkProjected(&checks)
    }

    /// One method: what it finds by itself, and its equation on the recorded keys and values.
    @discardableResult
    private func check(
        _ name: String, _ equation: MassEditing.Equation, batch: [EditRequest], on view: EditView,
        earlier: [Matrix64] = [], _ checks: inout GoldenChecks
    ) throws -> [MassEditing.LayerSolution] {
        let method = MassEditing(layers: layers, equation: equation, value: value)
        let wanted = try golden.matrix("\(name).z")
        checks.compare(
            "\(name).z", try method.targets(batch, on: view, with: resources), wanted,
            within: GoldenChecks.Tolerance.optimised)
        let solutions = try method.solve(batch, on: view, with: resources, values: wanted.tensor)
        for (index, solution) in solutions.enumerated() {
            let keys = try golden.matrix("\(name).K_layer\(index)").transposed
            let current = try golden.matrix("\(name).cur_z_before_layer\(index)").transposed
            let isEdited = index > 0 || !earlier.isEmpty
            let tolerance = isEdited ? equation.goldenToleranceOnceEdited : GoldenChecks.Tolerance.closed
            checks.compare("\(name).K_layer\(index)", solution.keys, keys, within: tolerance)
            checks.compare("\(name).cur_z_before_layer\(index)", solution.current, current, within: tolerance)
            // The published implementation subtracts in f32, and divides in f64.
            let residuals = Matrix64(Verbs.add(current.tensor, scale: -1, to: wanted.tensor))
                .scaled(by: 1 / Double(layers.count - index))
            let before = earlier.isEmpty ? nil : earlier[index]
            let directions = try directions(equation, keys, index, before)
            let delta = residuals.transposedMultiplied(by: directions)
            if golden.holds("\(name).adj_k_layer\(index)") {
                checks.compare(
                    "\(name).adj_k_layer\(index)", directions.transposed,
                    try golden.matrix("\(name).adj_k_layer\(index)"), within: GoldenChecks.Tolerance.solved)
                checks.compare(
                    "\(name).resid_layer\(index)", residuals.transposed,
                    try golden.matrix("\(name).resid_layer\(index)"), within: GoldenChecks.Tolerance.solved)
            }
            checks.compare(
                "\(name).dW_layer\(index)", weights: delta, try golden.matrix("\(name).dW_layer\(index)"),
                within: equation.goldenTolerance)
            checks.compare(
                "\(name).dW_layer\(index) by itself", weights: Matrix64(solution.delta.factors.product()),
                try golden.matrix("\(name).dW_layer\(index)"), within: GoldenChecks.Tolerance.optimised)
        }
        return solutions
    }

    private func directions(
        _ equation: MassEditing.Equation, _ keys: Matrix64, _ index: Int, _ earlier: Matrix64?
    ) throws -> Matrix64 {
        let moment = try golden.matrix("C_layer\(index)")
        switch equation {
        case .leastSquares(let weight):
            return try ClosedForms.leastSquares(keys: keys, factor: CholeskyFactor(moment.scaled(by: weight)))
        case .constrained(let weight, let ridge, let slack):
            let factor = try CholeskyFactor(moment.scaled(by: weight).addingToDiagonal(ridge))
            return try ClosedForms.constrained(keys: keys, factor: factor, ridge: slack)
        case .projected(_, let ridge):
            return try ClosedForms.projected(
                keys: keys, earlier: earlier ?? .zeros(rows: 0, columns: keys.columns),
                onto: projector(index, keys.columns), ridge: ridge)
        }
    }

    private func projector(_ index: Int, _ width: Int) throws -> Matrix64 {
        try golden.matrix("alphaedit.P")[rows: index * width..<(index + 1) * width]
    }

    /// AlphaEdit: two batches, the second on what the first left.
    private func checkProjected(_ checks: inout GoldenChecks) throws {
        let threshold = try hparams.at("nullspace_threshold").requiredNumber()
        let equation = MassEditing.Equation.projected(
            threshold: threshold, ridge: try hparams.at("L2").requiredNumber())
        for (index, rank) in try golden.json.at("alphaedit_rank").integers().enumerated() {
            let moment = try golden.matrix("C_layer\(index)")
            let statistics = KeyStatistics(
                model: view.model, site: EditSite(layer: index), tokens: 1, moment: moment)
            let found = statistics.nullSpace(below: threshold)
            checks.compare(
                "alphaedit.P \(index)", found, try projector(index, moment.columns),
                within: GoldenChecks.Tolerance.optimised)
            let trace = (0..<found.rows).reduce(0.0) { $0 + found[$1, $1] }
            checks.require("alphaedit_rank \(index)", Int(trace.rounded()), rank)
        }
        let count = try golden.matrix("alphaedit_b1.z").rows
        guard count <= requests.count else { throw GoldenFault("a batch of \(count) out of \(requests.count)") }
        let first = try check(
            "alphaedit_b1", equation, batch: Array(requests.prefix(count)), on: view, &checks)
        try checkCache("alphaedit.cache_after_b1", [first], &checks)
        let artifact = EditArtifact(method: MassEditing.name, model: view.model, payload: .lowRank(first.map(\.delta)))
        let stack = try EditStack().appending(artifact, at: LogPosition(1))
        let second = try check(
            "alphaedit_b2", equation, batch: Array(requests.dropFirst(count)),
            on: EditView(view.decoder, model: view.model, stack: stack), earlier: first.map(\.keys), &checks)
        try checkCache("alphaedit.cache_after_b2", [first, second], &checks)
    }

    /// Σ K Kᵀ of all batches.
    private func checkCache(
        _ name: String, _ batches: [[MassEditing.LayerSolution]], _ checks: inout GoldenChecks
    ) throws {
        let sums = layers.indices.map { layer in
            batches.map { $0[layer].keys.transposedMultiplied(by: $0[layer].keys) }.reduce(nil) { sum, next in
                sum.map { $0.adding(next) } ?? next
            } ?? .zeros(rows: 0, columns: 0)
        }
        let all = sums.dropFirst().reduce(sums[0]) { $0.appending($1) }
        checks.compare(name, all, try golden.matrix(name), within: GoldenChecks.Tolerance.loss)
    }
}

extension MassEditing.Equation {
    /// The published AlphaEdit solves in f32, the others in f64.
    fileprivate var goldenTolerance: Double {
        if case .projected = self { GoldenChecks.Tolerance.closed } else { GoldenChecks.Tolerance.solved }
    }

    /// Of what a model reads that an earlier layer or batch has changed: its f32 solution is another's by rounding.
    fileprivate var goldenToleranceOnceEdited: Double {
        if case .projected = self { GoldenChecks.Tolerance.loss } else { GoldenChecks.Tolerance.closed }
    }
}
