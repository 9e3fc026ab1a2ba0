package import Evaluation

/// A file that was measured with.
package struct EvaluationSource: Codable, Equatable, Sendable {
    package let path: String
    /// Of what was made up, the words that say how.
    package let sha256: String
    package let documents: Int
    package let questions: Int
}

/// A share with its interval.
package struct ShareReport: Encodable, Sendable {
    package let share, low, high: Double
    package let hits, count: Int

    package init(_ proportion: Proportion) {
        share = proportion.share
        (low, high) = (proportion.interval.lowerBound, proportion.interval.upperBound)
        (hits, count) = (proportion.hits, proportion.count)
    }

    package var text: String {
        "\(Amounts.decimals(share, 3))  [\(Amounts.decimals(low, 3)) \(Amounts.decimals(high, 3))]"
    }
}

/// What was measured, with what it was measured on.
package protocol EvaluationReport: Report {
    var model: String { get }
    var modelDigest: String { get }
    var data: [EvaluationSource] { get }
    var seed: UInt64 { get }
    /// Further options, in words.
    var options: String { get }
}

extension EvaluationReport {
    /// Model, data and seed with their digests.
    func writeHeader(to terminal: Terminal) {
        terminal.line("model \(model)  \(modelDigest)")
        for source in data {
            let counts = "\(source.documents) documents, \(source.questions) questions"
            terminal.line("data \(source.path)  \(counts)  sha256 \(source.sha256)")
        }
        terminal.line("seed \(seed), \(options)")
    }
}

/// A bar with the time that is left.
struct EvaluationBar {
    private var bar: ProgressBar
    private let begin = ContinuousClock.now
    private let before: Int
    private let total: Int

    /// - Parameter before: what earlier sittings did.
    init(_ title: String, before: Int = 0, of total: Int, on terminal: Terminal) {
        bar = ProgressBar(title, on: terminal)
        (self.before, self.total) = (before, total)
    }

    mutating func show(_ done: Int, _ text: String = "") {
        let passed = (ContinuousClock.now - begin) / .seconds(1)
        let left = passed * Double(max(0, total - done)) / Double(max(1, done - before))
        let words = "\(Amounts.milliseconds(UInt64(left * 1000))) left"
        bar.show(done, of: total, text.isEmpty ? words : "\(text)  \(words)")
    }

    func clear() { bar.clear() }
}
