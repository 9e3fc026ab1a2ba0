internal import Bytes
internal import Editing
internal import Evaluation
internal import Tensors
internal import Transformer

/// kNN-LM: neighbours, distances and mixed probabilities for each of the settings.
struct GoldenNeighbours {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let (keys, queries) = (try golden.matrix("keys").tensor, try golden.matrix("q").tensor)
        let tokens = try golden.integers("values"), model = try golden.matrix("p_lm")
        guard tokens.count == keys.rows, tokens.allSatisfy({ (0..<model.columns).contains($0) }) else {
            throw GoldenFault("values that are no tokens")
        }
        for setting in try golden.json.at("settings").requiredArray() {
            let numbers = try setting.numbers()
            guard numbers.count == 3, (1...Double(keys.rows)).contains(numbers[0]) else {
                throw GoldenFault("settings")
            }
            let (count, name) = (Int(numbers[0]), "k\(Int(numbers[0]))")
            let neighbours = NearestNeighbours(
                settings: NeighbourSettings(
                    count: UInt32(count), temperature: Float(numbers[1]), share: Float(numbers[2])),
                keys: keys, tokens: tokens.map { Int32($0) })
            let near = (0..<queries.rows).map { neighbours.neighbours(of: queries[rows: $0..<$0 + 1]) }
            checks.require("nn_\(name)", near.flatMap { $0.map(\.key) }, try golden.integers("nn_\(name)"))
            checks.compare(
                "d2_\(name)", near.flatMap { $0.map { Double($0.distance) } }, try golden.matrix("d2_\(name)").values,
                within: GoldenChecks.Tolerance.closed)
            let mixed = (0..<queries.rows).flatMap { row in
                neighbours.mixed(
                    model[rows: row..<row + 1].tensor.array, state: queries[rows: row..<row + 1])
            }
            checks.compare(
                "p_\(name)", mixed.map(Double.init), try golden.matrix("p_\(name)").values,
                within: GoldenChecks.Tolerance.closed)
        }
    }
}

/// Causal tracing: what each activation gives the answer.
struct GoldenTracing {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks, model: String) throws {
        let view = try golden.view(model)
        let tokens = try golden.json.at("ids").tokens(below: view.decoder.configuration.vocabulary)
        let range = try golden.json.at("subject_range").integers()
        guard range.count == 2, range[0] < range[1], range[0] >= 0, range[1] <= tokens.count else {
            throw GoldenFault("subject_range")
        }
        let sigma = try golden.json.at("noise_sigma").requiredNumber()
        let subjects = try golden.json.at("subjects").requiredArray().map {
            try $0.tokens(below: view.decoder.configuration.vocabulary)
        }
        checks.compare(
            "noise_sigma", CausalTrace.noise(view.decoder, subjects: subjects), sigma,
            within: GoldenChecks.Tolerance.closed)
        let unit = try golden.matrix("noise_unit")
        let span = range[1] - range[0]
        let noise = stride(from: 0, to: unit.rows, by: span).map { unit[rows: $0..<$0 + span].scaled(by: sigma).tensor }
        let trace = try CausalTrace(
            view, prompt: SubjectPrompt(tokens: tokens, subject: range[0]..<range[1]), noise: noise)
        checks.require("answer", Int(trace.answer), try golden.json.at("answer").requiredInteger())
        checks.compare("high_score", trace.high, try golden.json.at("high_score").requiredNumber(), within: 1e-5)
        checks.compare("low_score", trace.low, try golden.json.at("low_score").requiredNumber(), within: 1e-5)
        let window = try golden.json.at("window").requiredInteger()
        let tables: [(String, CausalTrace.Kind)] = [
            ("scores_state", .state), ("scores_mlp_w\(window)", .feedForward), ("scores_attn_w\(window)", .attention),
        ]
        for (name, kind) in tables {
            checks.compare(
                name, trace.table(kind, window: window).flatMap(\.self), try golden.matrix(name).values,
                within: GoldenChecks.Tolerance.closed)
        }
        checks.compare(
            "repatch_subject_last_mlp_severed",
            trace.severed(.feedForward, token: range[1] - 1, noise: try second(unit, span: span, sigma: sigma)),
            try golden.json.at("repatch_subject_last_mlp_severed").numbers(), within: GoldenChecks.Tolerance.closed)
    }
}

extension GoldenTracing {
    /// The noise that the published implementation draws next, for the reading with frozen blocks.
    private func second(_ unit: Matrix64, span: Int, sigma: Double) throws -> [Tensor] {
        for seed in 0..<UInt32(1000) {
            var normals = LegacyNormals(seed: seed)
            guard abs(normals.draw(1)[0] - unit[0, 0]) < 1e-6 else { continue }
            normals = LegacyNormals(seed: seed)
            let first = normals.draw(unit.values.count)
            guard zip(first, unit.values).allSatisfy({ abs($0 - $1) < 1e-6 }) else { continue }
            let next = Matrix64(rows: unit.rows, columns: unit.columns, normals.draw(unit.values.count))
            return stride(from: 0, to: unit.rows, by: span).map { next[rows: $0..<$0 + span].scaled(by: sigma).tensor }
        }
        throw GoldenFault("noise of no known seed")
    }
}

/// Token accuracy of targets after prompts, and what the model itself would say.
struct GoldenTokenAccuracy {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let model = EditedModel(try golden.view("llama").decoder)
        let vocabulary = model.decoder.configuration.vocabulary
        let prompts = try golden.json.at("prompt_ids").requiredArray().map { try $0.tokens(below: vocabulary) }
        let targets = try golden.json.at("target_ids").requiredArray().map { try $0.tokens(below: vocabulary) }
        guard prompts.count == targets.count else { throw GoldenFault("\(prompts.count) of \(targets.count) prompts") }
        let answers = zip(prompts, targets).map { model.forced($0, target: $1) }
        let accuracies = zip(targets, answers).map { agreement($0, $1.choices) }
        for field in ["per_prompt", "batched"] {
            checks.compare(field, accuracies, try golden.json.at(field).numbers(), within: 1e-12)
        }
        let choices = try golden.json.at("locality_argmax_tokens").requiredArray().map { list in
            try list.requiredArray().flatMap { try $0.integers() }
        }
        checks.require("locality_argmax_tokens", answers.map { $0.choices.map(Int.init) }, choices)
    }
}

/// Metrics computed from numbers alone.
struct GoldenMetrics {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let texts = try golden.json.at("texts_whitespace_tokens").strings()
        let fluency = texts.map { Fluency.score($0.split(separator: " ").map(String.init)) }
        checks.compare("ngram_entropy_each", fluency, try golden.json.at("ngram_entropy_each").numbers(), within: 1e-9)
        checks.compare(
            "ngram_entropy_mean", Means.arithmetic(fluency),
            try golden.json.at("ngram_entropy_mean").requiredNumber(), within: 1e-9)
        for (number, entry) in try golden.json.at("harmonic").requiredArray().enumerated() {
            checks.compare(
                "harmonic \(number)", Means.harmonic(try entry.at("x").numbers()), try entry.at("s").requiredNumber(),
                within: 1e-9)
        }
        for (name, wanted, found) in [("token_acc", "label", "pred"), ("locality", "pre_argmax", "post_argmax")] {
            let lists = try [wanted, found].map { try golden.json.at(name, $0).integers().map { Int32(clamping: $0) } }
            checks.compare(
                name, agreement(lists[0], lists[1]), try golden.json.at(name, "value").requiredNumber(), within: 1e-9)
        }
        let pairs = try zip(
            golden.json.at("counterfact_magnitude", "nll_new").numbers(),
            golden.json.at("counterfact_magnitude", "nll_true").numbers())
        let successes = pairs.map { $0 < $1 ? 1 : 0 }
        checks.require(
            "success_new_over_true", successes,
            try golden.json.at("counterfact_magnitude", "success_new_over_true").integers())
        checks.compare(
            "ES", Means.arithmetic(successes.map(Double.init)),
            try golden.json.at("counterfact_magnitude", "ES").requiredNumber(), within: 1e-9)
    }
}
