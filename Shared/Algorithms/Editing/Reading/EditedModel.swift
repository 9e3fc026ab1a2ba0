public import Tensors
public import Transformer

/// A prompt and what follows it, taken as it is.
public struct FollowedPrompt: Hashable, Sendable {
    public let prompt: [Int32]
    public let following: [Int32]

    public init(_ prompt: [Int32], following: [Int32] = []) { (self.prompt, self.following) = (prompt, following) }
}

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
        logits(of: [FollowedPrompt(prompt, following: following)])[0]
    }

    /// The same for texts side by side: one pass for all of them.
    public func logits(of texts: [FollowedPrompt]) -> [Tensor] {
        guard !texts.isEmpty else { return [] }
        return read(texts.map { text in
            let prompt = rewritten(text.prompt)
            return Reading(
                tokens: prompt + text.following, promptTokens: prompt.count, rows: text.following.count + 1)
        })
    }

    /// The logits of every token of a prompt that is taken as it is.
    public func allLogits(_ prompt: [Int32]) -> Tensor {
        read([Reading(tokens: prompt, promptTokens: prompt.count, rows: prompt.count)])[0]
    }

    /// The prompt with what belongs before it.
    public func rewritten(_ prompt: [Int32]) -> [Int32] { stack.rewritten(prompt, beginning: beginning) }

    /// What the decoder does for a prompt that is rewritten already.
    public func plan(_ rewritten: [Int32]) -> HookPlan {
        stack.plan(stack.route(rewritten, decoder), layers: decoder.layers.count)
    }

    private struct Reading {
        let tokens: [Int32]
        let promptTokens: Int
        let rows: Int
    }

    private func read(_ texts: [Reading]) -> [Tensor] {
        let first = context.textPosition
        let rotary = decoder.rotary.table(length: first + (texts.map(\.tokens.count).max() ?? 0))
        var plans: [ArraySlice<Int32>: HookPlan] = [:]
        let groups = texts.map { text in
            let prompt = text.tokens.prefix(text.promptTokens)
            let hooks = plans[prompt] ?? plan(Array(prompt))
            plans[prompt] = hooks
            return RowGroup(
                rows: text.tokens.count, firstPosition: first, memory: context.memory,
                text: TextCache(decoder.configuration, capacity: text.tokens.count), rotary: rotary, hooks: hooks)
        }
        let counts = texts.map(\.rows)
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: context.pass, groups: groups)
        let hidden = decoder.hidden(texts.flatMap(\.tokens), with: &evaluator)
        let last = evaluator.lastRows(counts, of: hidden)
        evaluator.narrow(to: counts)
        let logits = decoder.logits(last, with: &evaluator)
        var row = 0
        return counts.map { count in
            defer { row += count }
            return logits[rows: row..<row + count]
        }
    }

    /// The likeliest tokens one after another, at most `count`, up to and without one of `ends`.
    public func continuation(_ prompt: [Int32], count: Int, ends: Set<Int32> = []) -> [Int32] {
        let rewritten = rewritten(prompt)
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(reading: context, hooks: plan(rewritten))
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
