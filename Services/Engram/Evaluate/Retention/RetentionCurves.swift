package import Evaluation
internal import MemoryTypes

/// Accuracy by age, at every size of the pool.
package struct RetentionCurves: EvaluationReport {
    package struct Age: Encodable, Sendable {
        package let age: Int
        package let updates: Double
        package let right: ShareReport
        package let expected, reference: Double
    }

    package struct Part: Encodable, Sendable {
        package let blocks, poolTokens, updateTokens, pools, fill: Int
        package let withoutPool, before: ShareReport
        package let ages: [Age]
        package let meanLater: Double?
        package let peersLeast: Int?
    }

    package let model, modelDigest: String
    package let data: [EvaluationSource]
    package let seed: UInt64
    package let rule: AnswerRule
    package let answerTokensMax: Int
    package let parts: [Part]

    package var options: String { "answers \(rule.rawValue) within \(answerTokensMax) tokens" }

    package func write(to terminal: Terminal) {
        writeHeader(to: terminal)
        for part in parts { part.write(to: terminal) }
    }
}

extension RetentionCurves.Part {
    init(_ part: RetentionPart, shape: PoolShape) {
        let curve = RetentionCurve(part.outcomes, shape: shape)
        blocks = part.blocks
        (poolTokens, updateTokens) = (shape.tokens, shape.updateTokens)
        (pools, fill) = (part.pools, part.plan.fill)
        (withoutPool, before) = (ShareReport(curve.withoutPool), ShareReport(curve.before))
        (meanLater, peersLeast) = (curve.meanLater, curve.peersLeast)
        ages = curve.ages.map {
            RetentionCurves.Age(
                age: $0.age, updates: $0.updates, right: ShareReport($0.right), expected: $0.expected,
                reference: $0.reference)
        }
    }

    fileprivate func write(to terminal: Terminal) {
        terminal.line()
        terminal.line(
            terminal.styled("N/K \(blocks)", .bold)
                + "  N \(poolTokens), K \(updateTokens), \(pools) pools, \(fill) documents before")
        terminal.line("nothing to read from    \(withoutPool.text)")
        terminal.line("before it was absorbed  \(before.text)")
        if let peersLeast { terminal.line("others with the asked relation in a pool: at least \(peersLeast)") }
        var table = Table(
            .right("age"), .right("updates"), .right("right"), .right("95 %"), .right("expected"), .right("eq. 5"))
        for age in ages {
            let right = age.right
            table.add(
                "\(age.age)", Amounts.decimals(age.updates, 1), Amounts.decimals(right.share, 3),
                "\(Amounts.decimals(right.low, 3)) \(Amounts.decimals(right.high, 3))",
                Amounts.decimals(age.expected, 3), Amounts.decimals(age.reference, 3))
        }
        table.write(to: terminal)
        if let meanLater { terminal.line("mean over ages 1 to \(ages.count - 1): \(Amounts.decimals(meanLater, 3))") }
    }

    var plot: LinePlot {
        func series(_ name: String, _ value: (RetentionCurves.Age) -> Double) -> LinePlot.Series {
            .init(name: name, points: ages.map { .init(x: Double($0.age), y: value($0)) })
        }
        return LinePlot(
            title: "share of right answers, N/K \(blocks)", xLabel: "documents since",
            series: [
                series("measured") { $0.right.share }, series("95 %, low") { $0.right.low },
                series("fresh (1 - K/N)^u") { $0.expected }, series("equation 5 + a_b") { $0.reference },
                series("95 %, high") { $0.right.high }, series("before (a_b)") { _ in before.share },
            ], yRange: 0...1)
    }
}
