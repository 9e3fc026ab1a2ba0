internal import Bytes
internal import Editing
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// TopHash: masks, overlaps and what is accepted.
struct GoldenTopHash {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let count = try golden.json.at("k").requiredInteger()
        let permutation = try golden.integers("perm")
        let width = permutation.count
        guard Set(permutation) == Set(0..<width), (1...width).contains(count) else { throw GoldenFault("perm or k") }
        let router = TopHash(
            columns: count, permutation: permutation.map(UInt32.init), mean: try golden.matrix("mu").tensor.array)
        let features = try golden.matrix("abar")
        let masks = (0..<features.rows).map { row in
            router.mask(router.feature(features[rows: row..<row + 1].tensor))
        }
        let wanted = try golden.integers("mask")
        checks.require("mask", masks.flatMap { mask in (0..<width).map { mask.contains(UInt32($0)) ? 1 : 0 } }, wanted)
        let decisions = try golden.json.at("decisions").requiredArray()
        let overlaps = try golden.matrix("overlap")
        let bits = masks.map { ColumnMask($0, width: width) }
        for (row, decision) in decisions.enumerated() where row < bits.count {
            let shares = bits.prefix(overlaps.columns).map { Double(bits[row].overlap($0)) / Double(count) }
            checks.compare("overlap \(row)", shares, overlaps[rows: row..<row + 1].values, within: 1e-7)
            let best = shares.indices.max { (shares[$0], -$0) < (shares[$1], -$1) } ?? 0
            checks.require("best \(row)", best, try decision.at("best").requiredInteger())
            let accepted = try decision.at("accepted").requiredArray().map { $0.boolean ?? false }
            let taus = try golden.json.at("taus").numbers()
            checks.require("accepted \(row)", taus.map { shares[best] >= $0 }, accepted)
        }
    }
}

/// MEMOIR end to end: edits one after another, then queries.
struct GoldenResidualMemory {
    private let golden: GoldenEditingCase
    private let view: EditView
    private let router: TopHash
    private let prefixes: PrefixBank
    private var method: ResidualMemoryEditing

    init(_ golden: GoldenEditingCase) throws {
        self.golden = golden
        let weight = try golden.json.at("layer").requiredString()
        view = try golden.view(ofWeight: weight)
        prefixes = try golden.words().prefixes(golden.json.at("templates").strings())
        let permutation = try golden.integers("perm"), count = try golden.json.at("k").requiredInteger()
        guard Set(permutation) == Set(0..<permutation.count), (1...permutation.count).contains(count) else {
            throw GoldenFault("perm or k")
        }
        router = TopHash(
            columns: count, permutation: permutation.map(UInt32.init), mean: try golden.matrix("mu").tensor.array)
        let steps = try golden.json.at("n_iter").requiredInteger()
        guard (1...10_000).contains(steps) else { throw GoldenFault("n_iter \(steps)") }
        method = ResidualMemoryEditing(
            site: try GoldenEditingCase.site(ofWeight: weight), columns: UInt32(count),
            threshold: Float(try golden.json.at("tau").requiredNumber()), steps: UInt16(steps),
            rate: try golden.json.at("lr").requiredNumber(), decay: try golden.json.at("weight_decay").requiredNumber(),
            reach: try golden.json.at("clip_norm").requiredNumber())
    }

    func check(_ checks: inout GoldenChecks) throws {
        let vocabulary = view.decoder.configuration.vocabulary
        let prompts = try golden.json.at("background_prompts").requiredArray().map { try $0.tokens(below: vocabulary) }
        checks.compare(
            "mu", try ResidualMemoryEditing.meanFeature(of: prompts, at: method.site, on: view).map(Double.init),
            try golden.matrix("mu").values, within: GoldenChecks.Tolerance.closed)
        let words = try golden.words()
        var stack = EditStack()
        for (number, request) in try golden.json.at("requests").requiredArray().enumerated() {
            let texts = try request.strings()
            guard texts.count == 2 else { throw GoldenFault("a request that is not prompt and target") }
            let edit = try EditRequest(prompt: texts[0], subject: nil, target: texts[1], encode: words.encode)
            stack = try checkEdit(number, edit, on: stack, &checks)
        }
        try checkQueries(stack, &checks)
    }

    private func checkEdit(
        _ number: Int, _ request: EditRequest, on stack: EditStack, _ checks: inout GoldenChecks
    ) throws -> EditStack {
        let view = try EditView(view.decoder, model: view.model, stack: stack)
        let training = try method.train(request, on: view, prefixes: prefixes.prefixes, router: router)
        let name = "edit\(number)", delta = training.delta
        checks.compare(
            "\(name).centred_feature", training.feature.map(Double.init),
            try golden.matrix("\(name).centred_feature").values, within: GoldenChecks.Tolerance.closed)
        checks.require(
            "\(name).mask", (0..<router.width).map { delta.columns.contains(UInt32($0)) ? 1 : 0 },
            try golden.integers("\(name).mask"))
        let recorded = try golden.json.at("edits").requiredArray()
        guard recorded.indices.contains(number) else { throw GoldenFault("no record of \(name)") }
        let losses = try recorded[number].at("losses").requiredArray()
        checks.compare(
            "\(name) losses", training.losses, try losses.map { try $0.at("loss").requiredNumber() },
            within: GoldenChecks.Tolerance.loss)
        checks.compare(
            "\(name) grad_norm", training.norms, try losses.map { try $0.at("grad_norm").requiredNumber() },
            within: GoldenChecks.Tolerance.optimised)
        let after = try stack.appending(
            EditArtifact(method: ResidualMemoryEditing.name, model: view.model, payload: .columns(delta)),
            at: LogPosition(UInt64(number) + 1))
        checks.compare(
            "\(name).Wm_after", weights: Matrix64(try memory(after).weight), try golden.matrix("\(name).Wm_after"),
            within: GoldenChecks.Tolerance.optimised)
        if golden.holds("\(name).Wm_after_step1") { try checkFirstStep(name, request, view, &checks) }
        return after
    }

    /// The first step from an empty memory, and its gradient.
    private func checkFirstStep(
        _ name: String, _ request: EditRequest, _ view: EditView, _ checks: inout GoldenChecks
    ) throws {
        var once = method
        once.steps = 1
        let training = try once.train(request, on: view, prefixes: prefixes.prefixes, router: router)
        let empty = Tensor.zeros(rows: training.delta.factors.outputs.columns, columns: router.width)
        let memory = training.delta.applied(to: empty)
        checks.compare(
            "\(name).Wm_after_step1", weights: Matrix64(memory), try golden.matrix("\(name).Wm_after_step1"),
            within: GoldenChecks.Tolerance.optimised)
        let held = min(1, method.reach / (training.norms[0] + 1e-6))
        checks.compare(
            "\(name).grad_it0", weights: Matrix64(memory).scaled(by: -1 / (held * method.rate)),
            try golden.matrix("\(name).grad_it0"), within: GoldenChecks.Tolerance.optimised)
    }

    private func memory(_ stack: EditStack) throws -> ResidualMemory {
        let effects = try stack.compile(for: view.decoder).effects
        guard let memory = effects.lazy.compactMap({ $0 as? ResidualMemory }).first else {
            throw GoldenFault("no memory was made")
        }
        return memory
    }

    private func checkQueries(_ stack: EditStack, _ checks: inout GoldenChecks) throws {
        let memory = try memory(stack)
        let compiled = try stack.compile(for: view.decoder)
        for (number, query) in try golden.json.at("queries").requiredArray().enumerated() {
            let tokens = try query.at("ids").tokens(below: view.decoder.configuration.vocabulary)
            let mask = ColumnMask(router.mask(try feature(tokens)), width: router.width)
            let shares = memory.masks.map { Double(mask.overlap($0)) / Double(router.columns) }
            checks.compare("q\(number) overlap", shares, try query.at("overlap").numbers(), within: 1e-6)
            checks.require(
                "q\(number) best", memory.nearest(to: mask)?.edit ?? -1, try query.at("best").requiredInteger())
            let route = compiled.route(tokens, view.decoder)
            checks.require(
                "q\(number) memory_on", !route.decisions.isEmpty, try query.at("memory_on").boolean ?? false)
            let logits = EditedModel(view.decoder, compiled).logits(tokens)
            checks.compare(
                "q\(number).logits", logits, try golden.matrix("q\(number).logits"),
                within: GoldenChecks.Tolerance.optimised)
            checks.require("q\(number) argmax", logits.argmax(row: 0) ?? -1, try query.at("argmax").requiredInteger())
        }
    }

    private func feature(_ tokens: [Int32]) throws -> [Float] {
        let mean = try ResidualMemoryEditing.meanFeature(of: [tokens], at: method.site, on: view)
        return zip(mean, router.mean).map(-)
    }
}
