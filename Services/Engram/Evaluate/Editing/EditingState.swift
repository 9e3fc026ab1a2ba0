package import Evaluation
internal import Files
internal import Foundation

/// A measurement and how far it has come, as it lies in the file of `--state`.
package struct EditingState: Codable, Equatable, Sendable {
    package let model: String
    /// Of the cases in words.
    package let cases: String
    package let plan: EditingPlan
    /// The settings of each method, by digest.
    package let settings: [String: String]
    /// Whatever else changes results: options in words.
    package let options: [String]
    package var outcomes: [EditingOutcome] = []
    private static let bytesMax = 1 << 30

    package init(
        model: String, cases: String, plan: EditingPlan, settings: [String: String], options: [String]
    ) {
        (self.model, self.cases, self.plan) = (model, cases, plan)
        (self.settings, self.options) = (settings, options)
    }

    /// The same measurement, where `path` says it stood. More methods and more counts may be asked for than before.
    ///
    /// - Throws: `usage` if the file is of another measurement.
    package func continued(from path: String) throws(Failure) -> EditingState {
        guard fileExists(path) else { return self }
        let found: EditingState
        do {
            found = try JSONDecoder().decode(
                EditingState.self, from: Data(try readFile(path, bytesMax: Self.bytesMax)))
        } catch {
            throw Failure(.data, "\(path) is no state of an evaluation: \(error)")
        }
        let isSame = found.model == model && found.cases == cases && found.plan.seed == plan.seed
            && found.plan.fluencyTokens == plan.fluencyTokens && found.options == options
        guard isSame else {
            throw Failure(
                .usage, "\(path) belongs to another measurement: its model, cases or options differ.",
                advice: "Use the same options, or another --state.")
        }
        var state = self
        // A method whose settings have changed is measured again.
        state.outcomes = found.outcomes.filter { found.settings[$0.method] == settings[$0.method] ?? "" }
        return state
    }

    package func save(to path: String) throws(Failure) {
        let line = try Terminal.jsonLine(self)
        do { try writeAtomically(Array(line.utf8), to: path) } catch {
            throw Failure(.io, "The state was not written: \(error)")
        }
    }

    package func outcome(_ method: String, asked edits: Int) -> EditingOutcome? {
        outcomes.first { $0.method == method && $0.asked == edits }
    }

    package mutating func add(_ outcome: EditingOutcome) {
        if let place = outcomes.firstIndex(where: { $0.method == outcome.method && $0.asked == outcome.asked }) {
            outcomes[place].add(outcome)
        } else {
            outcomes.append(outcome)
        }
    }
}

/// Measures row after row, and keeps what is done.
struct EditingSitting {
    var bench: EditingBench
    let ways: [(name: String, way: CorrectionWay)]
    let path: String?
    let terminal: Terminal
    private(set) var state: EditingState
    private var saved = ContinuousClock.now

    init(
        _ bench: EditingBench, ways: [(name: String, way: CorrectionWay)], state: EditingState, path: String?,
        terminal: Terminal
    ) throws(Failure) {
        (self.bench, self.ways, self.path, self.terminal) = (bench, ways, path, terminal)
        self.state = try path.map { path throws(Failure) in try state.continued(from: path) } ?? state
    }

    private struct Part {
        let name: String
        let way: CorrectionWay
        let edits, run: Int
    }

    private var parts: [Part] {
        state.plan.counts.flatMap { count in
            ways.flatMap { name, way in
                ((state.outcome(name, asked: count.edits)?.runs ?? 0)..<max(count.runs, 0)).map {
                    Part(name: name, way: way, edits: count.edits, run: $0)
                }
            }
        }
    }

    mutating func run() throws {
        let parts = parts
        let total = parts.reduce(0) { $0 + 2 * $1.edits }
        let begin = ContinuousClock.now
        var bar = ProgressBar("editing", on: terminal)
        defer { bar.clear() }
        var done = 0
        for part in parts {
            let outcome = try bench.run(part.name, part.way, edits: part.edits, run: part.run) { steps, of in
                try Task.checkCancellation()
                let now = done + 2 * part.edits * steps / max(1, of)
                let left = (ContinuousClock.now - begin) / .seconds(1) * Double(total - now) / Double(max(1, now))
                let text = "\(part.name) T=\(part.edits)  \(Amounts.milliseconds(UInt64(left * 1000))) left"
                bar.show(now, of: total, text)
            }
            done += 2 * part.edits
            state.add(outcome)
            try save(isLast: false)
        }
        try save(isLast: true)
    }

    /// At most every two seconds, since a state holds all that was measured.
    private mutating func save(isLast: Bool) throws(Failure) {
        guard let path, isLast || ContinuousClock.now - saved > .seconds(2) else { return }
        try state.save(to: path)
        saved = .now
    }
}
