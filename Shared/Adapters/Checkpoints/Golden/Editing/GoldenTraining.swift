internal import Bytes
internal import Editing
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// FT: each run's losses and what the matrix changed by.
struct GoldenFineTuning {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let weight = try golden.json.at("weight").requiredString()
        let view = try golden.view(ofWeight: weight)
        let vocabulary = view.decoder.configuration.vocabulary
        let prompt = SubjectPrompt(tokens: try golden.json.at("prompt_ids").tokens(below: vocabulary), subject: nil)
        let request = EditRequest(
            promptText: "", subjectText: nil, targetText: "", prompt: prompt, continuation: prompt, essence: nil,
            target: try golden.json.at("target_ids").tokens(below: vocabulary))
        for member in try golden.json.at("runs").object?.members ?? [] {
            let method = try method(member.value, site: GoldenEditingCase.site(ofWeight: weight))
            let (payload, losses) = try method.train([request], on: view)
            checks.compare(
                "\(member.name) losses", losses, try member.value.at("losses").numbers(),
                within: GoldenChecks.Tolerance.loss)
            guard case .dense(let deltas) = payload else { throw GoldenFault("a change that is not dense") }
            let isTransposed = view.decoder.configuration.family == .gpt2
            checks.compare(
                "\(member.name).delta", isTransposed ? deltas[0].values.transposed() : deltas[0].values,
                try golden.matrix("\(member.name).delta"), within: GoldenChecks.Tolerance.optimised)
        }
    }

    private func method(_ run: JSON, site: EditSite) throws(GoldenFault) -> FineTuning {
        let steps = try run.at("hparams", "num_steps").requiredInteger()
        guard (1...10_000).contains(steps), try run.at("hparams", "weight_decay").requiredNumber() == 0 else {
            throw GoldenFault("\(steps) steps, or a weight decay")
        }
        let objective = try run.at("objective").requiredString()
        guard ["target_new", "prompt_last"].contains(objective) else { throw GoldenFault("objective \(objective)") }
        return FineTuning(
            site: site, objective: objective == "target_new" ? .target : .promptLast, steps: UInt16(steps),
            rate: try run.at("hparams", "lr").requiredNumber(), reach: try run.at("norm_constraint").number)
    }
}

/// GRACE end to end: the value that is learnt, and what the model says with it.
struct GoldenCodebookEditing {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let weight = try golden.json.at("layer").requiredString()
        let view = try golden.view(ofWeight: weight)
        let vocabulary = view.decoder.configuration.vocabulary
        let rows = try golden.json.at("input_ids").requiredArray()
        let labels = try golden.json.at("labels").requiredArray()
        guard rows.count == 1, labels.count == 1 else { throw GoldenFault("more than one text") }
        let tokens = try rows[0].tokens(below: vocabulary), marks = try labels[0].integers()
        guard let start = marks.firstIndex(where: { $0 >= 0 }), start > 0, marks.count == tokens.count else {
            throw GoldenFault("labels without a prompt")
        }
        let prompt = SubjectPrompt(tokens: Array(tokens[..<start]), subject: nil)
        let request = EditRequest(
            promptText: "", subjectText: nil, targetText: "", prompt: prompt, continuation: prompt, essence: nil,
            target: Array(tokens[start...]))
        let losses = try golden.json.at("losses").numbers()
        let method = CodebookEditing(
            site: try GoldenEditingCase.site(ofWeight: weight), steps: UInt16(min(losses.count, 10_000)))
        let learned = try method.learn(request, on: view, seed: 1, from: golden.matrix("value_init").tensor)
        checks.require("key_id", start - 1, try golden.json.at("key_id").requiredInteger())
        checks.compare("losses", learned.losses, losses, within: GoldenChecks.Tolerance.loss)
        checks.compare("key", learned.entry.key, try golden.matrix("key"), within: GoldenChecks.Tolerance.closed)
        checks.compare(
            "value_final", learned.entry.value, try golden.matrix("value_final"),
            within: GoldenChecks.Tolerance.optimised)
        let artifact = EditArtifact(
            method: CodebookEditing.name, model: view.model, payload: .codebookEntry(learned.entry))
        let stack = try EditStack().appending(artifact, at: LogPosition(1)).compile(for: view.decoder)
        let logits = EditedModel(view.decoder, stack).allLogits(prompt.tokens)
        checks.compare(
            "logits_prompt_after", logits, try golden.matrix("logits_prompt_after"),
            within: GoldenChecks.Tolerance.optimised)
        checks.require(
            "argmax_after", logits.argmax(row: logits.rows - 1) ?? -1,
            try golden.json.at("argmax_after").requiredInteger())
    }
}

/// GRACE's rules on one sequence of requests, as they were published first.
struct GoldenCodebook {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let radius = Float(try golden.json.at("init_eps").requiredNumber())
        var codebook = Codebook(CodebookSettings(radius: radius, labels: .mean))
        let values = try golden.matrix("original.values").tensor
        let events = try golden.json.at("original", "events").requiredArray()
        let steps = try golden.json.at("sequence").requiredArray()
        guard events.count == steps.count else { throw GoldenFault("\(events.count) events of \(steps.count) steps") }
        for (number, (step, event)) in zip(steps, events).enumerated() {
            let label = try step.at("label").integers().map { Int32(clamping: $0) }
            let query = try step.at("query").numbers().map(Float.init)
            let next = min(codebook.keys.count, values.rows - 1)
            let chosen = codebook.admit(query, label: label, value: values[rows: next..<next + 1])
            checks.require("step \(number) chosen", chosen, try event.at("chosen").requiredInteger())
            checks.require("step \(number) n_keys", codebook.keys.count, try event.at("n_keys").requiredInteger())
            checks.compare(
                "step \(number) eps", codebook.keys.map { Double($0.radius) }, try event.at("eps").numbers(),
                within: 1e-6)
            try checkOutput("original.step\(number)", codebook, query, chosen, .last, &checks)
        }
        checks.compare(
            "original.keys", codebook.keys.flatMap { $0.key.map(Double.init) },
            try golden.matrix("original.keys").values, within: GoldenChecks.Tolerance.closed)
        try checkLookups(codebook, &checks)
    }

    private func checkLookups(_ codebook: Codebook, _ checks: inout GoldenChecks) throws {
        let lookups = try golden.json.at("original", "lookups").requiredArray()
        let queries = try golden.json.at("lookup_queries").requiredArray()
        guard lookups.count == queries.count else { throw GoldenFault("\(lookups.count) of \(queries.count) lookups") }
        for (number, (lookup, query)) in zip(lookups, queries).enumerated() {
            let query = try query.numbers().map(Float.init)
            let match = codebook.match(query)
            checks.require(
                "look \(number) nearest", codebook.nearest(to: query)?.key ?? -1,
                try lookup.at("nearest").requiredInteger())
            checks.require("look \(number) replaced", match != nil, try lookup.at("replaced").boolean ?? false)
            try checkOutput("original.look\(number)", codebook, query, match, .last, &checks)
        }
        for (name, replacement) in [("replace_prompt", CodebookSettings.Replacement.prompt), ("replace_all", .all)] {
            guard golden.holds("original.\(name).x") else { continue }
            let rows = try golden.matrix("original.\(name).x").tensor
            let matching = (0..<rows.rows).first { codebook.match(rows[rows: $0..<$0 + 1].array) != nil }
            guard let matching else { throw GoldenFault("\(name) meets no key") }
            let query = rows[rows: matching..<matching + 1].array
            try checkOutput("original.\(name)", codebook, query, codebook.match(query), replacement, &checks)
        }
    }

    /// x Wᵀ with the rows replaced that the rule names; the key token is the row that reads `query`.
    private func checkOutput(
        _ name: String, _ codebook: Codebook, _ query: [Float], _ key: Int?,
        _ replacement: CodebookSettings.Replacement, _ checks: inout GoldenChecks
    ) throws {
        guard golden.holds("\(name).x") else { return }
        let x = try golden.matrix("\(name).x").tensor
        guard let last = (0..<x.rows).last(where: { row in
            zip(x[rows: row..<row + 1].array, query).allSatisfy { abs($0 - $1) < 1e-6 }
        }) else { throw GoldenFault("\(name).x does not hold its query") }
        var settings = codebook.settings
        settings.replacement = replacement
        var draft = Draft(Verbs.linear(x, try Weight(golden.matrix("W").tensor, format: .f32)))
        if let key {
            let range = Codebook(settings).replaced(promptTokens: last + 1).clamped(to: 0..<x.rows)
            for row in range { draft.write(codebook.keys[key].value, atRow: row) }
        }
        checks.compare(
            "\(name).out", draft.seal(), try golden.matrix("\(name).out"), within: GoldenChecks.Tolerance.closed)
    }
}
