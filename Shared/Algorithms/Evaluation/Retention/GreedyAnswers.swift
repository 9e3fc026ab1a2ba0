internal import Tensors
internal import Transformer

/// A prompt, what it sees before itself, and what is done to its rows.
struct GreedyPrompt {
    let context: ReadingContext
    let tokens: [Int32]
    var hooks = HookPlan.empty
}

/// The likeliest token after the other, for prompts side by side.
struct GreedyAnswers {
    let decoder: Decoder
    let endTokens: Set<Int32>
    /// Tokens of an answer at most.
    let tokensMax: Int

    /// Without the token that ends an answer.
    func answers(_ prompts: [GreedyPrompt]) -> [[Int32]] {
        var batch = DecodingBatch(decoder)
        var answers = [[Int32]](repeating: [], count: prompts.count)
        var running = prompts.map { prompt in
            let capacity = prompt.tokens.count + tokensMax
            let sequence = batch.add(reading: prompt.context, hooks: prompt.hooks, capacity: capacity)
            return Feed(sequence: sequence, tokens: prompt.tokens)
        }
        var places = Array(prompts.indices)
        while !running.isEmpty {
            let logits = batch.step(running)
            var next: [(place: Int, feed: Feed)] = []
            for row in running.indices {
                let token = Int32(logits.argmax(row: row) ?? 0)
                let isEnd = endTokens.contains(token)
                if !isEnd { answers[places[row]].append(token) }
                guard !isEnd, answers[places[row]].count < tokensMax else {
                    batch.remove(running[row].sequence)
                    continue
                }
                next.append((places[row], Feed(sequence: running[row].sequence, tokens: [token])))
            }
            (places, running) = (next.map(\.place), next.map(\.feed))
        }
        return answers
    }
}
