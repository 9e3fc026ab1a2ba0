public import Tensors
public import Transformer

/// A model with a stack of edits, read as a generation worker reads it: rewritten, routed, then one plan for all steps.
public struct EditedModel: Sendable {
    public let decoder: Decoder
    public let stack: CompiledStack
    /// How many tokens begin every text and stay before what is put in front of a prompt.
    public let beginning: Int
    /// What is read before every text; texts are routed without it.
    public let context: ReadingContext

    public init(
        _ decoder: Decoder, _ stack: CompiledStack = .empty, beginning: Int = 0, context: ReadingContext = .plain
    ) {
        self.decoder = decoder
        self.stack = stack
        self.beginning = beginning
        self.context = context
    }

    /// The logits from which each token of `following` is predicted after a prompt, and those after the last of them:
    /// [following + 1, V].
    public func logits(_ prompt: [Int32], following: [Int32] = []) -> Tensor {
        let rewritten = stack.rewritten(prompt, beginning: beginning)
        return logits(rewritten + following, promptTokens: rewritten.count, rows: following.count + 1)
    }

    /// The logits of every token of a prompt that is taken as it is.
    public func allLogits(_ prompt: [Int32]) -> Tensor {
        logits(prompt, promptTokens: prompt.count, rows: prompt.count)
    }

    private func logits(_ tokens: [Int32], promptTokens: Int, rows: Int) -> Tensor {
        let route = stack.route(Array(tokens.prefix(promptTokens)), decoder)
        let group = RowGroup(
            rows: tokens.count, firstPosition: context.textPosition, memory: context.memory,
            text: TextCache(decoder.configuration, capacity: tokens.count),
            rotary: decoder.rotary.table(length: context.textPosition + tokens.count),
            hooks: stack.plan(route, layers: decoder.layers.count))
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: context.pass, groups: [group])
        let hidden = decoder.hidden(tokens, with: &evaluator)
        let last = evaluator.lastRows([rows], of: hidden)
        evaluator.narrow(to: [rows])
        return decoder.logits(last, with: &evaluator)
    }

    /// The likeliest tokens one after another, at most `count`, up to and without one of `ends`.
    public func continuation(_ prompt: [Int32], count: Int, ends: Set<Int32> = []) -> [Int32] {
        let rewritten = stack.rewritten(prompt, beginning: beginning)
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(
            reading: context, hooks: stack.plan(stack.route(rewritten, decoder), layers: decoder.layers.count))
        var (feed, found): ([Int32], [Int32]) = (rewritten, [])
        while found.count < count {
            let logits = batch.step([Feed(sequence: sequence, tokens: feed)])
            guard let best = logits.argmax(row: 0).map(Int32.init), !ends.contains(best) else { break }
            found.append(best)
            feed = [best]
        }
        return found
    }
}
