internal import Bytes
internal import LatentMemory
internal import Tensors
internal import Transformer

/// The cases that write (specs: section 4).
extension GoldenRun {
    struct Injection {
        let delta: PoolDelta
        let after: PoolDelta
        let draw: GoldenDraw
    }

    /// One update from the pool that the case names.
    func injected(_ golden: GoldenCase) throws(GoldenFault) -> Injection {
        guard (golden.string("memory") ?? "initial").hasPrefix("initial") else {
            throw GoldenFault("an update of another pool than the initial one")
        }
        let tokens = try golden.tokens("input_ids", vocabulary: vocabulary)
        let delta = model.selfUpdate(tokens, tail: pool.tail(updateTokens))
        let draws = try golden.permutations("randperm", of: poolTokens, layers: layers)
        let draw = GoldenDraw(draws, keeping: poolTokens - delta.rows)
        return Injection(delta: delta, after: pool.replacing(forgotten: draw.forgotten, with: delta), draw: draw)
    }

    func inject(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let injection = try injected(golden)
        try requireSlots(injection.draw.kept, golden.slots("kept"), "kept")
        try requireSlots(injection.draw.forgotten, golden.slots("dropped"), "dropped")
        return max(
            try compare(injection.delta, "\(golden.name).delta"),
            try compare(injection.after, "\(golden.name).memory_after"))
    }

    func compare(_ tokens: PoolDelta, _ name: String) throws(GoldenFault) -> Double {
        try comparison.error(of: tokens.values, name, shape: [layers, tokens.rows, folder.configuration.width])
    }

    /// Updates in a row, then a forward pass.
    func sequence(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let contexts = try golden.tokenLists("contexts", vocabulary: vocabulary)
        let steps = try golden.permutationSteps(
            "randperm", of: poolTokens, layers: layers, steps: contexts.count)
        var pool = try self.pool(of: golden)
        var pools: [Tensor] = []
        for (tokens, draws) in zip(contexts, steps) {
            let delta = model.selfUpdate(tokens, tail: pool.tail(updateTokens))
            let draw = GoldenDraw(draws, keeping: poolTokens - delta.rows)
            pool = pool.replacing(forgotten: draw.forgotten, with: delta)
            pools.append(pool.values)
        }
        let shape = [contexts.count, layers, poolTokens, folder.configuration.width]
        let tokens = try golden.tokens("forward_ids", vocabulary: vocabulary)
        return max(
            try comparison.error(of: Verbs.concatenate(pools), "\(golden.name).memory_after", shape: shape),
            try compareLogits(tokens, MemorySnapshot(model, pool: pool).context, "\(golden.name).logits"))
    }

    struct Chain {
        let first: PoolDelta
        let second: PoolDelta
    }

    /// A, and then B with A's delta as its tail; the pool stays as it is.
    func chained() throws(GoldenFault) -> Chain {
        let golden = try other("chain")
        let first = model.selfUpdate(
            try golden.tokens("A", vocabulary: vocabulary), tail: pool.tail(updateTokens))
        return Chain(
            first: first, second: model.selfUpdate(try golden.tokens("B", vocabulary: vocabulary), tail: first))
    }

    func chain(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let chain = try chained()
        return max(try compare(chain.first, "chain.delta1"), try compare(chain.second, "chain.delta2"))
    }

    /// An accumulated delta of more than K rows: read with, then absorbed.
    func multi(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let chain = try chained()
        let rows = try golden.integer("m")
        guard (updateTokens...min(2 * updateTokens, poolTokens)).contains(rows) else {
            throw GoldenFault("m is \(rows), wanted K to 2 K rows and no more than the pool has")
        }
        let kept = GoldenDraw(
            try golden.permutations("randperm_acc", of: updateTokens, layers: layers), keeping: rows - updateTokens)
        let all = chain.first.replacing(forgotten: kept.forgotten, with: chain.second)
        let forward = GoldenDraw(
            try golden.permutations("randperm_forward_per_layer", of: poolTokens, layers: layers),
            keeping: poolTokens - rows)
        let update = GoldenDraw(
            try golden.permutations("randperm_update", of: poolTokens, layers: layers), keeping: poolTokens - rows)
        let tokens = try golden.tokens("input_ids", vocabulary: vocabulary)
        return max(
            try compare(all, "multi.acc"),
            try compareLogits(tokens, context(kept: forward.kept, all), "multi.logits"),
            try compare(pool.replacing(forgotten: update.forgotten, with: all), "multi.memory_after"))
    }

    /// The same weights without the vectors before the memory.
    func withoutBos(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let bare: MemoryModel
        do { bare = try folder.model(addsBos: false) } catch { throw GoldenFault("\(error)") }
        var worst = 0.0
        for length in ["long", "short"] {
            let tokens = try other("inject_\(length)").tokens("input_ids", vocabulary: vocabulary)
            let delta = bare.selfUpdate(tokens, tail: pool.tail(updateTokens))
            worst = max(worst, try compare(delta, "nobos.delta_\(length)"))
        }
        guard !isOf7B || comparison.holds("nobos.logits") else { return worst }
        let tokens = try other("fwd0").tokens("input_ids", vocabulary: vocabulary)
        let context = MemorySnapshot(bare, pool: pool).context
        return max(worst, try compareLogits(tokens, context, "nobos.logits", with: bare))
    }

    /// The first update of a pool that has not been filled.
    func firstFill(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let tokens = try golden.tokens("input_ids", vocabulary: vocabulary)
        let delta = model.selfUpdate(tokens, tail: nil)
        if golden.fields["delta_len"] != nil, try golden.integer("delta_len") != delta.rows {
            throw GoldenFault("the delta has \(delta.rows) rows, wanted \(try golden.integer("delta_len"))")
        }
        let filled = delta.gathering(firstFillRows(rows: delta.rows, tokens: poolTokens))
        return max(
            try compare(delta, "\(golden.name).delta"), try compare(filled, "\(golden.name).memory_after"))
    }
}
