internal import Bytes
internal import Editing
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// ROME and R-ROME, step by step.
struct GoldenRankOne {
    let golden: GoldenEditingCase
    let view: EditView
    let request: EditRequest
    let resources: EditResources
    private var method: RankOneEditing
    private let site: EditSite

    /// - Parameter settings: the case whose settings, model and moments are meant.
    init(_ golden: GoldenEditingCase, settings: GoldenEditingCase) throws {
        self.golden = golden
        let json = settings.json
        let weight = try json.at("weight").requiredString()
        view = try settings.view(ofWeight: weight)
        site = try GoldenEditingCase.site(ofWeight: weight)
        let words = try settings.words()
        let subject = try golden.json.at("subject").requiredString()
        let target = golden.fields["target_with_space"] ?? golden.fields["target"] ?? .null
        request = try EditRequest(
            prompt: try golden.json.at("prompt").requiredString().replacing("{}", with: subject), subject: subject,
            target: try target.requiredString(), encode: words.encode)
        let usesMoments = try json.at("mom2_adjustment").boolean == true
        var statistics: [EditSite: KeyStatistics] = [:]
        if usesMoments {
            statistics[site] = KeyStatistics(
                model: view.model, site: site, tokens: 1, moment: try settings.matrix("C"))
        }
        resources = EditResources(
            prefixes: words.prefixes(try golden.json.at("templates").strings()), statistics: statistics)
        method = RankOneEditing(
            layer: UInt16(site.layer), keys: .mixed, usesMoments: usesMoments,
            value: try ValueSettings(golden: json.at("hparams")), leastDenominator: 0)
    }

    mutating func check(_ checks: inout GoldenChecks) throws {
        let solution = try method.solve(request, on: view, with: resources)
        try checkTokens(&checks)
        let closed = GoldenChecks.Tolerance.closed, optimised = GoldenChecks.Tolerance.optimised
        checks.compare("k_per_template", solution.keys, try golden.matrix("k_per_template"), within: closed)
        checks.compare("k_prompt", solution.keys[rows: 0..<1], try golden.matrix("k_prompt"), within: closed)
        checks.compare("module_out_prompt", solution.output, try golden.matrix("module_out_prompt"), within: closed)
        checks.compare("u", solution.direction, try golden.matrix("u"), within: closed)
        try checkTrace(solution.trace, &checks)
        checks.compare("v_star", solution.value, try golden.matrix("v_star"), within: optimised)
        checks.compare("right_vector", solution.change, try golden.matrix("right_vector"), within: optimised)
        try checkModel(solution, &checks)
    }

    private func checkTokens(_ checks: inout GoldenChecks) throws {
        let vocabulary = view.decoder.configuration.vocabulary
        checks.require("target_ids", request.target, try golden.json.at("target_ids").tokens(below: vocabulary))
        checks.require("prompt_ids", request.prompt.tokens, try golden.json.at("prompt_ids").tokens(below: vocabulary))
        let rows = try golden.json.at("optim_batch_ids").requiredArray().map { try $0.tokens(below: vocabulary) }
        let prompts = request.templates(resources.prefixes.prefixes)
        let ours = prompts.map { $0.tokens + request.target.dropLast() } + [request.essence?.tokens ?? []]
        checks.require("optim_batch_ids", ours, rows)
        let lookups = (prompts + [request.essence].compactMap(\.self)).map { ($0.subject?.upperBound ?? 0) - 1 }
        checks.require("lookup_idx", lookups, try golden.json.at("lookup_idx").integers())
    }

    private func checkTrace(_ trace: ValueTrace, _ checks: inout GoldenChecks) throws {
        let optimised = GoldenChecks.Tolerance.optimised
        checks.compare(
            "delta_grads", Verbs.concatenate(trace.gradients), try golden.matrix("delta_grads"), within: optimised)
        checks.compare(
            "deltas_raw_after_adam", Verbs.concatenate(trace.steps), try golden.matrix("deltas_raw_after_adam"),
            within: optimised)
        let ours = trace.losses.map { [$0.total, $0.likelihood, $0.divergence, $0.decay] }
        let wanted = try golden.json.at("loss_total_nll_kl_wd").requiredArray().map { try $0.numbers() }
        checks.require("steps", ours.count, wanted.count)
        checks.compare(
            "loss_total_nll_kl_wd", ours.flatMap(\.self), wanted.flatMap(\.self),
            within: GoldenChecks.Tolerance.loss)
    }

    /// The edited matrix and what the edited model says.
    private func checkModel(_ solution: RankOneEditing.Solution, _ checks: inout GoldenChecks) throws {
        let optimised = GoldenChecks.Tolerance.optimised
        let artifact = EditArtifact(method: RankOneEditing.name, model: view.model, payload: .lowRank([
            LowRankDelta(site: site, factors: Factors(inputs: solution.direction, outputs: solution.change))
        ]))
        let stack = try EditStack().appending(artifact, at: LogPosition(1))
        let own = view.decoder.layers[site.layer].weights[site.projection].weight.widened()
        let delta = Factors(inputs: solution.direction, outputs: solution.change).product()
        let edited = Verbs.add(own, delta)
        let isTransposed = view.decoder.configuration.family == .gpt2
        checks.compare("W1", isTransposed ? edited.transposed() : edited, try golden.matrix("W1"), within: optimised)
        let before = EditedModel(view.decoder).allLogits(request.prompt.tokens)
        let after = EditedModel(view.decoder, try stack.compile(for: view.decoder)).allLogits(request.prompt.tokens)
        checks.compare(
            "logits_before", before, try golden.matrix("logits_before"), within: GoldenChecks.Tolerance.closed)
        checks.compare("logits_after", after, try golden.matrix("logits_after"), within: optimised)
        for (name, logits) in [("argmax_before", before), ("argmax_after", after)] {
            checks.require(
                name, logits.argmax(row: logits.rows - 1) ?? -1, try golden.json.at(name).requiredInteger())
        }
    }

    /// R-ROME: both forms of its keys, with the model and the moments of another case.
    mutating func checkConsistentKeys(_ checks: inout GoldenChecks) throws {
        for (name, keys) in [("prompt_keys", RankOneEditing.Keys.prompt), ("prefix_keys", .templates)] {
            method.keys = keys
            let solution = try method.solve(request, on: view, with: resources)
            checks.compare(
                "\(name).u", solution.direction, try golden.matrix("\(name).u"),
                within: GoldenChecks.Tolerance.closed)
            checks.compare(
                "\(name).right_vector", solution.change, try golden.matrix("\(name).right_vector"),
                within: GoldenChecks.Tolerance.optimised)
            checks.compare(
                "\(name) norm", Verbs.squares(solution.change).squareRoot(),
                try golden.json.at("modes", name).requiredNumber(), within: GoldenChecks.Tolerance.optimised)
        }
    }
}

extension ValueSettings {
    /// As the published implementation names them.
    init(golden hparams: JSON) throws(GoldenFault) {
        let steps = try hparams.at("v_num_grad_steps").requiredInteger()
        let layer = try hparams.at("v_loss_layer").requiredInteger()
        guard (1...10_000).contains(steps), (0..<1024).contains(layer) else {
            throw GoldenFault("\(steps) steps, loss after layer \(layer)")
        }
        self.init(
            steps: UInt16(steps), rate: try hparams.at("v_lr").requiredNumber(),
            decay: try hparams.at("v_weight_decay").requiredNumber(),
            divergence: try hparams.at("kl_factor").requiredNumber(),
            reach: try hparams.at("clamp_norm_factor").requiredNumber(), lossLayer: UInt16(layer))
    }
}
