internal import Autograd
internal import Bytes
internal import LatentMemory
internal import Tensors
internal import Transformer

/// The cases that train (specs: section 6.2).
extension GoldenRun {
    /// Mean cross-entropy of a sentence given the memory of a context, and the gradients of all parameters: through the
    /// write where the delta is read alone, and not where it is read with the pool.
    func gradients(_ golden: GoldenCase) throws(GoldenFault) -> Double {
        let context = try golden.tokens("ctx", vocabulary: vocabulary)
        let sentence = try golden.tokens("sentence", vocabulary: vocabulary)
        guard sentence.count > 1 else { throw GoldenFault("a sentence of one token has nothing to predict") }
        let tape = Tape(differentiates: .all)
        let recorder = MemoryRecorder(model, tape: tape)
        let tail = pool.tail(updateTokens)
        let delta = recorder.write([
            RecordedPiece(tokens: context, tail: (0..<layers).map { .constant(tail[$0]) })
        ])[0]
        var reading: MemoryRecorder.Reading
        if golden.name.hasPrefix("grad_delta_only") {
            reading = recorder.read([RecordedText(tokens: sentence, memory: delta)], pass: .readAsWritten)
        } else if golden.name.hasPrefix("grad_cat_detached") {
            let memory = try withOldSlots(delta, golden)
            reading = recorder.read([RecordedText(tokens: sentence, memory: memory)])
        } else {
            throw GoldenFault("no such way of training is known")
        }
        let count = sentence.count - 1
        let loss = model.decoder.loss(
            reading.hidden, rows: Array(0..<count), targets: Array(sentence.dropFirst()),
            weights: Array(repeating: 1 / Float(count), count: count), with: &reading.evaluator)
        tape.backward(from: loss.total)
        return max(
            try comparison.error(of: loss.total.value, "\(golden.name).loss", shape: [1]),
            try compare(tape.takeGradients(), golden))
    }

    /// [kept old slots; delta] of each layer, constants.
    private func withOldSlots(_ delta: [Variable], _ golden: GoldenCase) throws(GoldenFault) -> [Variable] {
        let draws = try golden.permutations("randperm_per_layer", of: poolTokens, layers: layers)
        let kept = GoldenDraw(draws, keeping: poolTokens - updateTokens).kept
        return (0..<layers).map { layer in
            let old = Verbs.gather(Weight(sharing: pool[layer]), rows: kept[kept.count == 1 ? 0 : layer].map(Int.init))
            return .constant(Verbs.concatenate([old, delta[layer].value]))
        }
    }

    /// All gradients of which numbers are recorded; norms and sums of all others; who has one and who has none.
    private func compare(_ gradients: Gradients, _ golden: GoldenCase) throws(GoldenFault) -> Double {
        var worst = 0.0
        let prefix = "\(golden.name)."
        for name in comparison.names(after: prefix) where name != "loss" {
            guard let gradient = gradients[name] else { throw GoldenFault("no gradient of \(name)") }
            worst = max(worst, try comparison.error(of: gradient, prefix + name))
        }
        for member in golden.fields["l2norm_and_sum"]?.object?.members ?? [] {
            worst = max(worst, try normAndSum(of: gradients[member.name], member))
        }
        for (field, isWanted) in [("nonzero_grad", true), ("none_or_zero_grad", false)] {
            for name in (golden.fields[field]?.array ?? []).compactMap(\.string) {
                let isThere = (gradients[name]?.array ?? []).contains { $0 != 0 }
                guard isThere == isWanted else {
                    throw GoldenFault("\(name) has \(isThere ? "a" : "no") gradient, against \(field)")
                }
            }
        }
        return worst
    }

    private func normAndSum(of gradient: Tensor?, _ member: JSONObject.Member) throws(GoldenFault) -> Double {
        let wanted = (member.value.array ?? []).compactMap(\.number)
        guard wanted.count == 2 else { throw GoldenFault("l2norm_and_sum of \(member.name) are not two numbers") }
        let numbers = (gradient?.array ?? []).map { Double($0) }
        let squares: Double = numbers.reduce(0) { $0 + $1 * $1 }
        let sum: Double = numbers.reduce(0, +)
        return max(abs(squares.squareRoot() - wanted[0]) / (1 + wanted[0]), abs(sum - wanted[1]) / (1 + abs(wanted[1])))
    }
}

extension GoldenComparison {
    /// What follows `prefix` in the names of results, each once.
    func names(after prefix: String) -> [String] {
        let names = results.flatMap(\.entries).map(\.name).filter { $0.hasPrefix(prefix) }
        return Set(names.map { String($0.dropFirst(prefix.count)) }).sorted()
    }

    /// The same as `error(of:_:shape:)` for a matrix that the result may have in another shape of as many numbers.
    func error(of ours: Tensor, _ name: String) throws(GoldenFault) -> Double {
        guard let shape = results.lazy.compactMap({ $0.entry(named: name)?.shape }).first else {
            throw GoldenFault("no result \(name) to compare with")
        }
        guard shape.reduce(1, *) == ours.count else { throw GoldenFault("\(name) is of shape \(shape), ours \(ours)") }
        return try error(of: ours, name, shape: shape)
    }
}
