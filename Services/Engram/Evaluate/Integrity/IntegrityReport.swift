package import Evaluation
internal import MemoryTypes

/// Accuracy on the last document over a long chain of updates.
package struct IntegrityReport: EvaluationReport {
    package struct Point: Encodable, Sendable {
        /// Up to which this part goes.
        package let updates: Int
        package let right, running: ShareReport
    }

    package let model, modelDigest: String
    package let data: [EvaluationSource]
    package let seed: UInt64
    package let rule: AnswerRule
    package let answerTokensMax, askEvery, poolTokens, updateTokens, updates, documents: Int
    package let right, firstHalf, lastHalf: ShareReport
    /// The second half's share less the first's, in standard deviations of the difference.
    package let deviations: Double
    package let points: [Point]

    init(_ subject: EvaluatedModel, _ sources: [EvaluationSource], _ part: IntegrityPart) {
        (model, modelDigest, data) = (subject.name, subject.digest, sources)
        (seed, rule) = (part.plan.seed, part.plan.rule)
        (answerTokensMax, askEvery) = (part.plan.tokens, part.plan.askEvery)
        let shape = subject.shape(blocks: part.blocks)
        (poolTokens, updateTokens) = (shape.tokens, shape.updateTokens)
        let (tally, halves) = (part.tally, part.tally.halves)
        (updates, documents) = (part.chain?.updates ?? tally.updates, tally.documents)
        (right, firstHalf, lastHalf) = (ShareReport(tally.total), ShareReport(halves.first), ShareReport(halves.last))
        deviations = halves.deviations
        points = tally.running.enumerated().map { number, running in
            Point(
                updates: (number + 1) * tally.width, right: ShareReport(tally.part(number)),
                running: ShareReport(running))
        }
    }

    package var options: String {
        "answers \(rule.rawValue) within \(answerTokensMax) tokens, "
            + (askEvery == 1 ? "every document is asked about" : "one document of \(askEvery) is asked about")
    }

    package func write(to terminal: Terminal) {
        writeHeader(to: terminal)
        terminal.line()
        terminal.line("N \(poolTokens), K \(updateTokens): \(updates) updates by \(documents) documents")
        terminal.line("right  \(right.text)  of \(right.count)")
        terminal.line("first half  \(firstHalf.text)")
        terminal.line("second half \(lastHalf.text)  \(Amounts.decimals(deviations, 2)) deviations from the first")
        var table = Table(.right("updates"), .right("right"), .right("95 %"), .right("up to here"))
        for point in points.merged(to: 20) {
            table.add(
                "\(point.updates)", Amounts.decimals(point.right.share, 3),
                "\(Amounts.decimals(point.right.low, 3)) \(Amounts.decimals(point.right.high, 3))",
                Amounts.decimals(point.running.share, 3))
        }
        table.write(to: terminal)
    }

    var plot: LinePlot {
        func series(_ name: String, _ value: (Point) -> Double) -> LinePlot.Series {
            .init(name: name, points: points.map { .init(x: Double($0.updates), y: value($0)) })
        }
        return LinePlot(
            title: "share of right answers on the last document", xLabel: "updates",
            series: [
                series("up to here") { $0.running.share }, series("95 %, low") { $0.running.low },
                series("of this part") { $0.right.share }, series("95 %, high") { $0.running.high },
            ], yRange: 0...1)
    }
}

extension [IntegrityReport.Point] {
    /// As many rows at even distances, each with all parts since the row before.
    fileprivate func merged(to most: Int) -> [Element] {
        let rows = Swift.min(most, count)
        return (0..<rows).map { row in
            let parts = self[count * row / rows..<count * (row + 1) / rows]
            let right = Proportion(
                hits: parts.reduce(0) { $0 + $1.right.hits }, of: parts.reduce(0) { $0 + $1.right.count })
            let last = parts[parts.endIndex - 1]
            return Element(updates: last.updates, right: ShareReport(right), running: last.running)
        }
    }
}
