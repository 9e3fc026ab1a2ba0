internal import Editing
internal import Evaluation

/// Which activations carry a fact, as a map and as the layer to edit.
struct TraceReport: Report {
    struct Row: Encodable {
        let place: String
        let state: [Double]
        let feedForward: [Double]
        let attention: [Double]
    }

    let model: String
    let modelDigest: String
    let facts: Int
    let offered: Int
    let window: Int
    let samples: Int
    let noise: Double
    let seed: UInt64
    /// Mean p(answer) of the texts as they are, and blurred.
    let high: Double
    let low: Double
    /// The layer to edit, and what its feed-forward blocks give at the last token of the subject.
    let layer: Int?
    let effect: Double
    /// The answer of a single fact.
    let answer: String?
    let rows: [Row]

    init(
        _ summary: TraceSummary, model: EditableModel, window: Int, samples: Int, noise: Double, seed: UInt64,
        offered: Int, single: (CausalTrace, [CausalTrace.Kind: CausalTrace.Table])?
    ) {
        (self.model, modelDigest) = (model.name, "\(model.digest)")
        (facts, self.offered) = (summary.facts, offered)
        (self.window, self.samples, self.noise, self.seed) = (window, samples, noise, seed)
        (high, low) = summary.means
        layer = summary.layer
        effect = summary.effects(of: .feedForward, at: .lastSubject)?.max() ?? 0
        answer = single.map { model.decode([$0.0.answer]) }
        if let (trace, tables) = single {
            rows = trace.tokens.indices.map { token in
                let mark = trace.subject.contains(token) ? "*" : ""
                func effects(_ kind: CausalTrace.Kind) -> [Double] {
                    (tables[kind]?[token] ?? []).map { $0 - trace.low }
                }
                return Row(
                    place: model.decode([trace.tokens[token]]) + mark, state: effects(.state),
                    feedForward: effects(.feedForward), attention: effects(.attention))
            }
        } else {
            rows = TraceSummary.Place.allCases.compactMap { place in
                guard let state = summary.effects(of: .state, at: place) else { return nil }
                return Row(
                    place: place.rawValue, state: state,
                    feedForward: summary.effects(of: .feedForward, at: place) ?? [],
                    attention: summary.effects(of: .attention, at: place) ?? [])
            }
        }
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("model", model)
        details.add("facts", "\(facts) of \(offered)")
        details.add("answer", answer)
        details.add("p(answer)", "\(number(high)) as it is, \(number(low)) with the subject blurred")
        details.write(to: terminal)
        for (title, values) in [
            ("residual stream", rows.map(\.state)), ("feed-forward blocks\(windows)", rows.map(\.feedForward)),
            ("attention blocks\(windows)", rows.map(\.attention)),
        ] {
            terminal.line()
            terminal.line(terminal.styled("indirect effect, \(title)", .bold))
            for (row, numbers) in zip(rows, values) { write(row.place, numbers, to: terminal) }
        }
        terminal.line()
        guard let layer else { return }
        let most = "\(number(effect)) of p(answer) come back by feed-forward blocks at the last token of the subject"
        terminal.line((isWeak ? "no layer stands out: at layer \(layer), the best, " : "edit layer \(layer): ") + most)
        if isWeak {
            terminal.warn("The effect is weak: blurring the subject hardly matters, or no layer alone brings it back.")
        }
    }

    /// Whether the map says nothing of where to edit.
    private var isWeak: Bool { effect < 0.05 * (high - low) || high - low < 0.05 }

    private var windows: String { ", windows of \(window)" }

    private func write(_ place: String, _ numbers: [Double], to terminal: Terminal) {
        let most = max(rows.flatMap { $0.state + $0.feedForward + $0.attention }.max() ?? 0, .leastNormalMagnitude)
        let shades = Array(" ░▒▓█")
        let cells = numbers.map { shades[Int((min(max($0 / most, 0), 1) * 4).rounded())] }
        let label = String(place.prefix(24))
        let best = numbers.max() ?? 0
        terminal.line(
            label + String(repeating: " ", count: 26 - label.count) + "|" + String(cells) + "|  most \(number(best))"
                + " at layer \(numbers.firstIndex(of: best) ?? 0)")
    }

    private func number(_ value: Double) -> String { Amounts.decimals(value, 3) }

    /// The same to look at.
    var heatMaps: [HeatMap] {
        [
            ("residual stream", rows.map(\.state)), ("feed-forward blocks\(windows)", rows.map(\.feedForward)),
            ("attention blocks\(windows)", rows.map(\.attention)),
        ].map { title, values in
            HeatMap(
                title: "Indirect effect: \(title)", rowLabels: rows.map(\.place), columnsLabel: "layer", values: values)
        }
    }
}
