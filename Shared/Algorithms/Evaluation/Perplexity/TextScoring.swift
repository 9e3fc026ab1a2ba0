internal import Tensors
internal import Transformer

/// What a model makes of given tokens, read with a memory or without one.
struct TextScoring {
    let decoder: Decoder

    /// Rows whose logits are held at a time.
    private static let rowsMax = 512

    /// The tokens of each text from `first` on, predicted from all before; texts go through the model together.
    ///
    /// - Parameter texts: `first` at least 1 and inside of the text.
    func score(_ texts: [(tokens: [Int32], first: Int)], reading context: ReadingContext) -> [ForcedAnswer] {
        let groups = texts.map { text, _ in
            RowGroup(
                rows: text.count - 1, firstPosition: context.textPosition, memory: context.memory,
                text: TextCache(decoder.configuration, capacity: text.count),
                rotary: decoder.rotary.table(length: context.textPosition + text.count))
        }
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: context.pass, groups: groups)
        let hidden = decoder.hidden(texts.flatMap { $0.tokens.dropLast() }, with: &evaluator)
        var row = 0
        return texts.map { tokens, first in
            defer { row += tokens.count - 1 }
            return forced(hidden, rows: row + first - 1..<row + tokens.count - 1, targets: Array(tokens[first...]))
        }
    }

    private func forced(_ hidden: Tensor, rows: Range<Int>, targets: [Int32]) -> ForcedAnswer {
        var (choices, losses): ([Int32], [Double]) = ([], [])
        for start in stride(from: 0, to: targets.count, by: Self.rowsMax) {
            let part = start..<min(start + Self.rowsMax, targets.count)
            var evaluator = ImmediateEvaluator(decoder.configuration, pass: .read, groups: [])
            let logits = decoder.logits(
                hidden[rows: rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound], with: &evaluator)
            for place in part {
                let row = place - start
                choices.append(Int32(logits.argmax(row: row) ?? 0))
                losses.append(logits.logSumExp(row: row) - Double(logits[row, Int(targets[place])]))
            }
        }
        return ForcedAnswer(choices: choices, losses: losses)
    }
}
