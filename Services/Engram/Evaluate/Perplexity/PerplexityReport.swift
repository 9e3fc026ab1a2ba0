package import Evaluation

/// What text costs in each condition.
package struct PerplexityReport: EvaluationReport {
    /// A number with its interval of 95 %.
    package struct Estimate: Encodable, Sendable {
        package let value, low, high: Double

        init(_ ratio: RatioEstimate) {
            (value, low, high) = (ratio.value, ratio.interval.lowerBound, ratio.interval.upperBound)
        }

        var text: String {
            "\(Amounts.decimals(value, 4))  [\(Amounts.decimals(low, 4)) \(Amounts.decimals(high, 4))]"
        }
    }

    package struct Condition: Encodable, Sendable {
        package let condition: PerplexityCondition
        package let bitsPerByte: Estimate
        package let perplexity: Double
        /// Losses over those with the memory detached; nil for that condition, and for a model that cuts otherwise.
        package let againstDetached: Estimate?
        /// LAMBADA's last words.
        package let lastWords: ShareReport?
    }

    package let model, modelDigest: String
    package let data: [EvaluationSource]
    package let seed: UInt64
    package let texts, tokens, bytes, windowTokens, updates, blocks: Int
    package let conditions: [Condition]

    /// - Parameters:
    ///   - texts: as the model itself cuts them.
    ///   - others: as the other model does.
    init(
        _ subject: EvaluatedModel, _ state: PerplexityState, _ plan: PerplexityPlan, texts: [ScoredText],
        others: [ScoredText]
    ) {
        (model, modelDigest, data, seed) = (subject.name, subject.digest, state.sources, plan.seed)
        (windowTokens, updates, blocks) = (plan.length, plan.updates, plan.blocks)
        self.texts = texts.count
        tokens = texts.reduce(0) { $0 + $1.windows.reduce(0) { $0 + $1.count - 1 } }
        bytes = texts.reduce(0) { $0 + $1.bytes }
        let detached = state.parts.first { $0.condition == .detached }?.losses
        conditions = state.parts.compactMap { part in
            guard let losses = part.losses else { return nil }
            let isOther = part.condition == .other
            let isCompared = part.condition != .detached && (!isOther || texts == others)
            let measure = PerplexityMeasure(
                losses, of: isOther ? others : texts, against: isCompared ? detached : nil)
            return Condition(
                condition: part.condition, bitsPerByte: Estimate(measure.bitsPerByte), perplexity: measure.perplexity,
                againstDetached: measure.against.map(Estimate.init),
                lastWords: part.hits.map { ShareReport(Proportion($0)) })
        }
    }

    package var options: String {
        "\(texts) texts, \(tokens) tokens in windows of \(windowTokens), \(bytes) bytes; N/K \(blocks)"
    }

    package func write(to terminal: Terminal) {
        writeHeader(to: terminal)
        terminal.line()
        var table = Table(
            .left("read with"), .right("bits per byte, 95 %"), .right("perplexity"), .right("loss / detached, 95 %"),
            .right("LAMBADA, 95 %"))
        for one in conditions {
            table.add(
                name(one.condition), one.bitsPerByte.text, Amounts.decimals(one.perplexity, 2),
                one.againstDetached?.text ?? "", one.lastWords?.text ?? "")
        }
        table.write(to: terminal)
    }

    private func name(_ condition: PerplexityCondition) -> String {
        switch condition {
        case .plain: "nothing, from the first position"
        case .detached: "nothing, memory detached"
        case .pool: "the model's pool"
        case .updated: "the pool after \(updates) updates"
        case .other: "nothing, the other model"
        }
    }
}
