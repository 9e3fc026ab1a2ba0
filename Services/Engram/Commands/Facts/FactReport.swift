internal import Foundation
internal import MemoryTypes
internal import Wire

struct FactRow: Encodable, Sendable {
    let number: UInt64
    let subject, relation, object: String
    let validFrom, validTo: Date?
    let asserted: UInt64
    let retracted: UInt64?
    let document: String?

    init(_ fact: Fact) {
        number = fact.number
        subject = fact.triple.subject
        relation = fact.triple.relation
        object = fact.triple.object
        validFrom = fact.validFrom?.date
        validTo = fact.validTo?.date
        asserted = fact.asserted.value
        retracted = fact.retracted?.value
        document = fact.document?.description
    }
}

struct FactListReport: Report {
    let facts: [FactRow]
    let next: UInt64?
    let position: UInt64

    func write(to terminal: Terminal) {
        guard !facts.isEmpty else { return terminal.note("No fact matches, as of position \(position).") }
        var table = Table(
            .right("fact"), .left("subject"), .left("relation"), .left("object"), .left("valid from"),
            .left("valid to"), .right("asserted"), .right("retracted"))
        for row in facts {
            table.add(
                "\(row.number)", row.subject, row.relation, row.object, row.validFrom.map { Timestamp($0).text } ?? "",
                row.validTo.map { Timestamp($0).text } ?? "", "\(row.asserted)", row.retracted.map { "\($0)" } ?? "")
        }
        table.write(to: terminal)
        if let next { terminal.note("More: --after \(next)") }
    }
}

/// A fact was asserted or retracted.
struct FactOutcome: Report {
    let fact, position: UInt64
    let first: Bool
    let done: String

    init(_ recorded: FactRecorded, done: String) {
        fact = recorded.number
        position = recorded.position.value
        first = recorded.first
        self.done = done
    }

    func write(to terminal: Terminal) {
        terminal.line(
            "fact \(fact) \(first ? "is \(done) at log position" : "was \(done) before, at log position") \(position)")
    }
}
