package import Evaluation

/// Answers on long documents, way by way and by the distance of what they ask for.
package struct LongContextReport: EvaluationReport {
    package struct Way: Encodable, Sendable {
        package let way: LongContextWay
        package let right: ShareReport
        /// Mean token F1.
        package let overlap: Double
    }

    /// Questions whose answer stands so many tokens before the end.
    package struct Distance: Encodable, Sendable {
        package let from, to: Int
        package let ways: [Way]
    }

    package struct Part: Encodable, Sendable {
        package let tokens, documents: Int
        package let updates: Double
        package let ways: [Way]
        package let distances: [Distance]
    }

    package let model, modelDigest: String
    package let data: [EvaluationSource]
    package let seed: UInt64
    package let rule: AnswerRule
    package let answerTokensMax, contextTokens, blocks: Int
    package let parts: [Part]

    init(_ subject: EvaluatedModel, _ sources: [EvaluationSource], _ parts: [LongContextPart]) {
        let plan = parts[0].plan
        (model, modelDigest, data, seed) = (subject.name, subject.digest, sources, plan.seed)
        (rule, answerTokensMax) = (plan.rule, plan.tokens)
        (contextTokens, blocks) = (plan.contextTokens, plan.blocks)
        self.parts = parts.map(Part.init)
    }

    package var options: String {
        "answers \(rule.rawValue) within \(answerTokensMax) tokens, "
            + "N/K \(blocks), \(contextTokens) tokens in context"
    }

    package func write(to terminal: Terminal) {
        writeHeader(to: terminal)
        for part in parts { part.write(to: terminal) }
    }

    var plots: [LinePlot] { parts.map(\.plot) }
}

extension LongContextReport.Way {
    static func all(_ answers: [LongContextAnswer]) -> [Self] {
        LongContextWay.allCases.enumerated().map { place, way in
            let overlap = answers.reduce(0) { $0 + $1.overlap[place] } / Double(max(1, answers.count))
            return Self(way: way, right: ShareReport(Proportion(answers.map { $0.right[place] })), overlap: overlap)
        }
    }
}

extension LongContextReport.Part {
    private static let distancesMax = 8

    init(_ part: LongContextPart) {
        (tokens, documents) = (part.tokens, part.documents)
        updates = part.answers.reduce(0) { $0 + Double($1.updates) } / Double(max(1, part.answers.count))
        ways = LongContextReport.Way.all(part.answers)
        let sorted = part.answers.sorted { $0.distance < $1.distance }
        // Parts with as many questions each.
        distances = (0..<Self.distancesMax).compactMap { number in
            let range = sorted.count * number / Self.distancesMax..<sorted.count * (number + 1) / Self.distancesMax
            guard !range.isEmpty else { return nil }
            let group = Array(sorted[range])
            return LongContextReport.Distance(
                from: group[0].distance, to: group[group.count - 1].distance, ways: LongContextReport.Way.all(group))
        }
    }

    fileprivate func write(to terminal: Terminal) {
        terminal.line()
        terminal.line(
            terminal.styled(tokens == 0 ? "documents as they stand" : "\(tokens) tokens", .bold)
                + "  \(documents) documents, \(Amounts.decimals(updates, 1)) updates each")
        var table = Table(.left("read through"), .right("right"), .right("95 %"), .right("F1"))
        for way in ways {
            table.add(
                way.way.rawValue, Amounts.decimals(way.right.share, 3),
                "\(Amounts.decimals(way.right.low, 3)) \(Amounts.decimals(way.right.high, 3))",
                Amounts.decimals(way.overlap, 3))
        }
        table.write(to: terminal)
        var further = Table(.right("tokens before the end"), .right("memory"), .right("truncated"), .right("both"))
        for distance in distances {
            further.add(
                ["\(distance.from) ... \(distance.to)"]
                    + distance.ways.prefix(3).map { Amounts.decimals($0.right.share, 3) })
        }
        further.write(to: terminal)
    }

    fileprivate var plot: LinePlot {
        LinePlot(
            title: "share of right answers, documents of \(tokens) tokens", xLabel: "tokens from the answer to the end",
            series: LongContextWay.allCases.enumerated().map { place, way in
                LinePlot.Series(
                    name: way.rawValue,
                    points: distances.map {
                        LinePlot.Point(x: Double($0.from + $0.to) / 2, y: $0.ways[place].right.share)
                    })
            }, yRange: 0...1)
    }
}
