internal import Foundation
internal import MemoryTypes
internal import Wire

/// An edit for people and machines.
struct EditDetailReport: Report {
    struct Measured: Encodable {
        let occasion: String
        let absorptions: UInt64
        let version: UInt64
        let time: Date
        let reliability: Double
        let paraphrase: Double?
        let locality, perplexityBefore, perplexity, relativeChange: Double
        let keyShare: Double?
    }

    struct Entry: Encodable {
        let position, version: UInt64
        let editor, request, artifact: String
        let artifactBytes: UInt64
        let supersedes: UInt64?
    }

    struct Fact: Encodable {
        let prompt: String
        let subject: String?
        let target: String
    }

    let edit, pool, state, method, actor, error: String
    let settings: [String]
    let facts: [Fact]
    let factCount: Int
    let errorCode: UInt16
    let seed: UInt64
    let job, removed: UInt64?
    let received: Date
    let entry: Entry?
    let measurements: [Measured]
    /// The thresholds that the newest measures cross.
    let breaches: [String]

    init(_ detail: EditDetail) {
        let summary = detail.summary
        (edit, pool, state) = (summary.edit.description, detail.name.text, "\(summary.state)")
        (method, actor, error) = (summary.method, summary.actor, detail.error)
        settings = detail.draft?.settings ?? []
        facts = detail.draft?.items.map { Fact(prompt: $0.prompt, subject: $0.subject, target: $0.target) } ?? []
        factCount = Int(summary.items)
        (errorCode, seed) = (detail.errorCode, detail.seed)
        (job, removed) = (detail.job?.value, summary.removed?.value)
        received = summary.received.date
        entry = detail.entry.map { entry in
            Entry(
                position: entry.position.value, version: entry.version.value, editor: entry.editor.description,
                request: entry.request.description, artifact: entry.artifact.description,
                artifactBytes: entry.artifactBytes,
                supersedes: entry.supersedes.value == 0 ? nil : entry.supersedes.value)
        }
        measurements = detail.measurements.map(Measured.init)
        breaches = detail.measurements.last.map {
            detail.thresholds.breaches(of: $0.measures).map(\.description)
        } ?? []
    }

    /// Whether the edit is in force, or on its way.
    var isSuccess: Bool { state != "\(EditState.failed)" && state != "\(EditState.cancelled)" }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("edit", edit)
        details.add("pool", pool)
        details.add("state", state)
        details.add("method", ([method] + settings).joined(separator: " "))
        for fact in facts.prefix(3) { details.add("fact", "\(fact.prompt) -> \(fact.target)") }
        details.add("facts", factCount > 3 ? "\(factCount)" : nil)
        if let entry {
            details.add("log", "position \(entry.position), version \(entry.version)")
            details.add("artifact", "\(Amounts.bytes(entry.artifactBytes)), SHA-256 \(entry.artifact)")
            details.add("replaces", entry.supersedes.map { "position \($0)" })
        }
        details.add("taken out", removed.map { "by position \($0)" })
        details.add("job", job.map { "\($0)" })
        details.add("error", error.isEmpty ? nil : "\(error) [\(errorCode)]")
        details.write(to: terminal)
        writeMeasures(to: terminal)
        for breach in breaches { terminal.warn("\(breach).") }
    }

    private func writeMeasures(to terminal: Terminal) {
        guard !measurements.isEmpty else { return }
        var table = Table(
            .left("measured"), .right("absorbed since"), .right("reliability"), .right("paraphrase"),
            .right("locality"), .right("perplexity"), .right("change"), .right("key"))
        for measured in measurements {
            table.add(
                measured.occasion, "\(measured.absorptions)", number(measured.reliability),
                measured.paraphrase.map(number) ?? "", number(measured.locality),
                "\(Amounts.decimals(measured.perplexityBefore, 1)) -> \(Amounts.decimals(measured.perplexity, 1))",
                Amounts.decimals(measured.relativeChange, 4), measured.keyShare.map(number) ?? "")
        }
        terminal.line()
        table.write(to: terminal)
    }

    private func number(_ value: Double) -> String { Amounts.decimals(value, 2) }
}

extension EditDetailReport.Measured {
    init(_ measurement: EditMeasurement) {
        let measures = measurement.measures
        self.init(
            occasion: "\(measurement.occasion)", absorptions: measurement.absorptions,
            version: measurement.version.value, time: measurement.time.date, reliability: measures.reliability,
            paraphrase: measures.paraphrase, locality: measures.locality, perplexityBefore: measures.perplexityBefore,
            perplexity: measures.perplexity, relativeChange: measures.relativeChange, keyShare: measures.keyShare)
    }
}
