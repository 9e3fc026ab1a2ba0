internal import LatentMemory
internal import Tensors
internal import Transformer

/// The cases that read (specs: sections 3 and 4.5).
extension GoldenRun {
    /// The residual rows after all layers and the evaluator that made them.
    private struct Reading {
        let hidden: Tensor
        var evaluator: ImmediateEvaluator
        let inputs: [Tensor]
    }

    private func read(_ tokens: [Int32], _ context: ReadingContext, with model: MemoryModel) -> Reading {
        let configuration = model.configuration
        let group = RowGroup(
            rows: tokens.count, firstPosition: context.textPosition, memory: context.memory,
            text: TextCache(configuration, capacity: tokens.count),
            rotary: model.decoder.rotary.table(length: context.textPosition + tokens.count))
        var evaluator = ImmediateEvaluator(configuration, pass: context.pass, groups: [group])
        var inputs: [Tensor] = []
        let hidden = model.decoder.hidden(tokens, with: &evaluator) { inputs.append($1) }
        return Reading(hidden: hidden, evaluator: evaluator, inputs: inputs)
    }

    /// The logits of every token.
    func logits(_ tokens: [Int32], _ context: ReadingContext, with model: MemoryModel? = nil) -> Tensor {
        let model = model ?? self.model
        var reading = read(tokens, context, with: model)
        return model.decoder.logits(reading.hidden, with: &reading.evaluator)
    }

    func compareLogits(
        _ tokens: [Int32], _ context: ReadingContext, _ name: String, with model: MemoryModel? = nil
    ) throws(GoldenFault) -> Double {
        try comparison.error(
            of: logits(tokens, context, with: model), name, shape: [tokens.count, vocabulary])
    }

    func forward(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let tokens = try golden.tokens("input_ids", vocabulary: vocabulary)
        let context = try context(of: golden)
        var worst = try compareLogits(tokens, context, "\(golden.name).logits")
        let width = folder.configuration.width
        if comparison.holds("\(golden.name).last_hidden") {
            var reading = read(tokens, context, with: model)
            let last = model.decoder.normed(reading.hidden, with: &reading.evaluator)
            worst = max(
                worst, try comparison.error(of: last, "\(golden.name).last_hidden", shape: [tokens.count, width]))
        }
        if comparison.holds("\(golden.name).layer_inputs") {
            let inputs = Verbs.concatenate(read(tokens, context, with: model).inputs)
            let shape = [layers, tokens.count, width]
            worst = max(worst, try comparison.error(of: inputs, "\(golden.name).layer_inputs", shape: shape))
        }
        return worst
    }

    func greedy(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        try greedy(golden, try context(of: golden), scores: "\(golden.name).scores")
    }

    /// Greedy decoding with a cache: ids have to be equal, and the logits of every step within the tolerance.
    private func greedy(
        _ golden: GoldenCase, _ context: ReadingContext, scores: String
    ) throws(GoldenFault) -> Double {
        let prompt = try golden.tokens("prompt_ids", vocabulary: vocabulary)
        let wanted = try golden.tokens("new_ids", vocabulary: vocabulary)
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context)
        var found: [Int32] = []
        var steps: [Tensor] = []
        var next = prompt
        for _ in wanted {
            let logits = batch.step([Feed(sequence: sequence, tokens: next)])
            steps.append(logits)
            guard let token = logits.argmax(row: 0) else { throw GoldenFault("logits that are not numbers") }
            found.append(Int32(token))
            next = [Int32(token)]
        }
        guard found == wanted else { throw GoldenFault("generated \(found), wanted \(wanted)") }
        return try comparison.error(of: Verbs.concatenate(steps), scores, shape: [wanted.count, vocabulary])
    }

    /// The memory switched off, positions kept.
    func detached(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let tokens = try golden.tokens("input_ids", vocabulary: vocabulary)
        let context = model.detachedContext(tokens: poolTokens)
        let once = try compareLogits(tokens, context, "detached.logits")
        return max(once, try greedy(golden, context, scores: "detached_gen.scores"))
    }

    /// A pool before its first fill: the model as it was.
    func uninitialisedReading(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        try compareLogits(golden.tokens("input_ids", vocabulary: vocabulary), .plain, "uninit.logits")
    }

    func deltaOnly(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let delta = try chained().second
        return try compareLogits(
            golden.tokens("input_ids", vocabulary: vocabulary), model.contextOfDeltaAlone(delta), "delta_only.logits")
    }

    func deltaCat(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let delta = try chained().second
        let draws = try golden.permutations("randperm_per_layer", of: poolTokens, layers: layers)
        let draw = GoldenDraw(draws, keeping: poolTokens - delta.rows)
        try requireSlots(draw.kept, golden.slots("kept"), "kept")
        return try compareLogits(
            golden.tokens("input_ids", vocabulary: vocabulary), context(kept: draw.kept, delta), "delta_cat.logits")
    }

    /// [beta ; kept old slots ; delta].
    func context(kept: [[UInt32]], _ delta: PoolDelta) -> ReadingContext {
        let new = (0..<UInt32(delta.rows)).map { SlotPlace(source: 1, row: $0) }
        return model.context(
            sources: [model.project(pool), model.project(delta)],
            slots: kept.map { $0.map { SlotPlace(source: 0, row: $0) } + new })
    }

    func requireSlots(_ ours: [[UInt32]], _ golden: [[Int]]?, _ field: String) throws(GoldenFault) {
        guard let golden else { return }
        guard golden == ours.map({ $0.map(Int.init) }) else {
            throw GoldenFault("\(field) slots differ from the draw's")
        }
    }
}
