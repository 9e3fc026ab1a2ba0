internal import ArgumentParser
internal import Foundation
internal import MemoryTypes
internal import Wire

/// A pool's edits, or what was done to one subject.
struct ListEditsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the edits of a pool, newest first, or the history of a subject.")

    @OptionGroup var target: EditTarget
    @Option(help: "Only edits of exactly this subject, also those not in force: its history.") var subject: String?
    @Flag(help: "Also edits that wait, failed, or were taken back.") var all = false
    @Option(help: "Edits at most.") var limit = 1000
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            let found = try await conversation.edits(
                in: pool, subject: subject, removed: all || subject != nil, max: limit)
            return EditListReport(pool: pool.text, edits: found.edits.map(EditRow.init), inForce: found.inForce)
        }
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}

extension Conversation {
    /// Edits of a pool, page by page, and how many are in force.
    func edits(
        in pool: PoolName, subject: String? = nil, removed: Bool = false, max: Int = .max
    ) async throws -> (edits: [EditSummary], inForce: UInt64) {
        var edits: [EditSummary] = []
        var page: EditPage
        var before: UInt64?
        repeat {
            let limit = min(Limits.pageMax, max - edits.count)
            page = try await call(
                ListEdits(name: pool, subject: subject, removed: removed, before: before, limit: limit))
            edits += page.edits
            before = page.next
        } while before != nil && edits.count < max
        return (edits, page.inForce)
    }
}

/// An edit in a list.
struct EditRow: Encodable, Sendable {
    let edit, state, method, prompt, subject, target, actor: String
    let items: UInt32
    let position, removed: UInt64?
    let received: Date

    init(_ edit: EditSummary) {
        self.edit = edit.edit.description
        (state, method, actor) = ("\(edit.state)", edit.method, edit.actor)
        (prompt, subject, target) = (edit.prompt, edit.subject, edit.target)
        items = edit.items
        (position, removed) = (edit.position?.value, edit.removed?.value)
        received = edit.received.date
    }

    /// The first fact, and how many more there are.
    var fact: String { "\(prompt) -> \(target)" + (items > 1 ? " and \(items - 1) more" : "") }
}

struct EditListReport: Report {
    let pool: String
    let edits: [EditRow]
    let inForce: UInt64

    func write(to terminal: Terminal) {
        guard !edits.isEmpty else { return terminal.note("\(pool) has no such edits.") }
        var table = Table(
            .left("edit"), .left("state"), .left("method"), .right("position"), .right("taken out"), .left("received"),
            .left("fact"))
        for row in edits {
            table.add(
                row.edit, row.state, row.method, row.position.map(String.init) ?? "",
                row.removed.map(String.init) ?? "", Timestamp(row.received).text, row.fact)
        }
        table.write(to: terminal)
        terminal.note("\(Amounts.counted(Int(inForce), "edit")) of \(pool) in force")
    }
}
