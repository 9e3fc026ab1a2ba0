package import Evaluation
internal import Foundation

/// What was measured of each method at each number of edits.
package struct EditingTable: Report {
    package struct Known: Encodable, Sendable {
        /// How many prompts there are, and how many of them the model answers right before any edit.
        package let edits, editsRight, local, localRight: Int
    }

    package struct Row: Encodable, Sendable {
        package let method: String
        package let asked, edits, runs, refused: Int
        package let refusal: String?
        package let density, targetTokens, secondsPerEdit: Double
        package let arithmetic, harmonic: Double
        package let score: Double?
        package let perplexityBefore, perplexity, fluencyBefore, fluency: Double
        /// Reliability after all edits, the first edits of a row first.
        package let reliabilityByAge: [EditingSummary.Number]
        /// By time, kind of question and metric.
        package let measures: [String: [String: [String: EditingSummary.Number]]]
        private let summary, before, immediate: EditingSummary
    }

    package let model, modelDigest, set, casesDigest: String
    package let data: [EditingSource]
    package let cases: Int
    package let seed: UInt64
    package let feedForwardWidth: Int
    package let options: [String]
    package let known: Known
    package let rows: [Row]

    package func write(to terminal: Terminal) {
        for line in heading { terminal.line(line) }
        for line in markdown { terminal.line(line) }
    }

    private var heading: [String] {
        var lines = ["model \(model)  \(modelDigest)"]
        lines += data.map { "data \($0.path)  \(Amounts.counted($0.records, "record"))  sha256 \($0.sha256)" }
        lines.append("set \(set)  \(Amounts.counted(cases, "case"))  sha256 \(casesDigest)  seed \(seed)")
        if !options.isEmpty { lines.append("options \(options.joined(separator: ", "))") }
        lines.append(
            "right before any edit: \(known.editsRight) of \(known.edits) facts to edit, "
                + "\(known.localRight) of \(known.local) prompts for locality")
        return lines
    }

    /// Two tables for each number of edits: what became of the facts, and the same by other protocols.
    package var markdown: [String] {
        var counts: [Int] = []
        for row in rows where !counts.contains(row.asked) { counts.append(row.asked) }
        return counts.sorted().flatMap { count in
            let chosen = rows.filter { $0.asked == count }
            let first = chosen.first
            let density = Amounts.decimals(first?.density ?? 0, 2)
            return [
                "", "### T = \(first?.edits ?? count), \(Amounts.counted(first?.runs ?? 0, "run")), "
                    + "T x target tokens / d_ff = \(density)", "",
            ] + Self.table(Row.titles, chosen.map(\.cells)) + [""]
                + Self.table(Row.protocolTitles, chosen.map(\.protocolCells))
        }
    }

    private static func table(_ titles: [String], _ rows: [[String]]) -> [String] {
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            "| " + cells.enumerated().map { index, cell in
                cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined(separator: " | ") + " |"
        }
        return [line(titles), line(widths.map { String(repeating: "-", count: $0) })] + rows.map(line)
    }
}

extension EditingTable.Row {
    private enum CodingKeys: String, CodingKey {
        case method, asked, edits, runs, refused, refusal, density, targetTokens, secondsPerEdit, arithmetic, harmonic
        case score, perplexityBefore, perplexity, fluencyBefore, fluency, reliabilityByAge, measures
    }

    init(_ outcome: EditingOutcome, feedForwardWidth: Int) {
        let summary = EditingSummary(outcome)
        self.summary = summary
        (before, immediate) = (EditingSummary(outcome, at: .before), EditingSummary(outcome, at: .immediate))
        (method, asked, edits, runs) = (outcome.method, outcome.asked, outcome.edits, outcome.runs)
        (refused, refusal) = (outcome.refused, outcome.refusal)
        density = summary.density(feedForwardWidth: feedForwardWidth)
        (targetTokens, secondsPerEdit) = (outcome.targetTokens.mean, outcome.seconds.mean)
        (arithmetic, harmonic, score) = (summary.arithmetic, summary.harmonic, summary.score)
        (perplexityBefore, perplexity) = (summary.perplexityBefore, summary.perplexity)
        (fluencyBefore, fluency) = (outcome.fluencyBefore.mean, outcome.fluency.mean)
        reliabilityByAge = outcome.byAge.map { EditingSummary.Number($0) }
        var measures: [String: [String: [String: EditingSummary.Number]]] = [:]
        for time in ScoringTime.allCases {
            let summary = EditingSummary(outcome, at: time)
            for kind in EditingQuestionKind.allCases {
                for metric in EditingMetric.allCases {
                    guard let number = summary.number(kind, metric) else { continue }
                    measures[time.rawValue, default: [:]][kind.rawValue, default: [:]][metric.rawValue] = number
                }
            }
        }
        self.measures = measures
    }

    static let titles = [
        "method", "Rel before", "Rel", "95 %", "Gen", "Loc", "95 %", "Avg", "harmonic", "Sib", "Port", "Rel at once",
        "Gen at once", "refused", "s/edit",
    ]

    var cells: [String] {
        let (now, rel, loc) = (immediate, summary.reliability, summary.locality)
        return [
            method, Self.text(before.reliability), Self.text(rel), Self.interval(rel),
            Self.text(summary.generalisation), Self.text(loc), Self.interval(loc), Self.text(arithmetic),
            Self.text(harmonic), Self.text(summary.siblings),
            Self.text(summary.portability), Self.text(now.reliability), Self.text(now.generalisation),
            "\(refused)", Amounts.decimals(secondsPerEdit, 3),
        ]
    }

    static let protocolTitles = [
        "method", "exact", "greedy tokens", "greedy exact", "substring", "ES", "PS", "NS", "S", "-ln p",
        "Loc exact", "Loc of right", "Loc by tokens", "entropy", "perplexity",
    ]

    var protocolCells: [String] {
        func value(_ kind: EditingQuestionKind, _ metric: EditingMetric) -> String {
            Self.text(summary.number(kind, metric))
        }
        return [
            method, value(.edit, .exact), value(.edit, .greedyMatch), value(.edit, .greedyExact),
            value(.edit, .substring), value(.edit, .likelier), value(.paraphrase, .likelier),
            value(.neighbour, .likelier), Self.text(score), value(.edit, .loss), value(.neighbour, .keptExact),
            value(.neighbour, .keptRight), value(.neighbour, .agreement),
            "\(Amounts.decimals(fluencyBefore, 0)) > \(Amounts.decimals(fluency, 0))",
            "\(Self.size(perplexityBefore)) > \(Self.size(perplexity))",
        ]
    }

    private static func text(_ number: EditingSummary.Number?) -> String { text(number?.mean) }
    private static func text(_ value: Double?) -> String { value.map { Amounts.decimals($0, 3) } ?? "-" }
    private static func size(_ value: Double) -> String {
        value < 1000 ? Amounts.decimals(value, 2) : value < 1e6 ? Amounts.decimals(value, 0) : "> 10^6"
    }

    private static func interval(_ number: EditingSummary.Number?) -> String {
        number.map { "\(Amounts.decimals($0.low, 3)) \(Amounts.decimals($0.high, 3))" } ?? "-"
    }

    /// Reliability, generalisation, locality and their mean.
    var curves: [Double?] {
        [summary.reliability?.mean, summary.generalisation?.mean, summary.locality?.mean, arithmetic]
    }
}

extension EditingTable {
    /// Methods against the number of edits, and reliability by age in the longest rows.
    package var plots: [LinePlot] {
        var names: [String] = []
        for row in rows where !names.contains(row.method) { names.append(row.method) }
        let titles = ["reliability", "generalisation", "locality", "their mean"]
        let curves = titles.enumerated().map { index, title in
            LinePlot(
                title: "\(title) after T edits", xLabel: "log10 T",
                series: names.map { name in
                    .init(name: name, points: rows.filter { $0.method == name }.compactMap { row in
                        row.curves[index].map { .init(x: log10(Double(row.edits)), y: $0) }
                    })
                }, yRange: 0...1)
        }
        guard let longest = rows.map(\.asked).max(), longest > 1 else { return curves }
        let ages = LinePlot(
            title: "reliability after T = \(longest) edits, by place in the row", xLabel: "tenths, first edits first",
            series: rows.filter { $0.asked == longest }.map { row in
                .init(name: row.method, points: row.reliabilityByAge.enumerated().map {
                    .init(x: Double($0 + 1), y: $1.mean)
                })
            }, yRange: 0...1)
        return curves + [ages]
    }
}
