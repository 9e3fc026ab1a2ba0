internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ShowRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one record, the version it made, and what is kept of it.")

    @Argument(help: "The pool.") var pool: PoolName
    @Argument(help: "The record's position.") var position: LogPosition
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let detail = try await connection.with { try await $0.call(ShowRecord(name: pool, position: position)) }
        try Surroundings.current.terminal.show(try RecordReport(detail), json: output.json)
    }
}

struct RecordReport: Report {
    let record: RecordRow
    let parent: String
    let version: VersionRow?
    let fact: FactRow?
    let textKept: Bool
    let deltaBytes: UInt64?

    init(_ detail: RecordDetail) throws(Failure) {
        record = try RecordRow(detail.entry)
        parent = detail.parent.description
        version = detail.version.map { VersionRow($0) }
        fact = detail.fact.map { FactRow($0) }
        textKept = detail.textKept
        deltaBytes = detail.deltaBytes
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("position", "\(record.position)")
        details.add("kind", record.kind)
        details.add("by", record.actor)
        details.add("time", Timestamp(record.time).text)
        details.add("version", version.map { "\($0.version)" })
        details.add("document", version?.document.map { "\($0), piece \(version?.piece ?? 0)" })
        details.add("text", version?.document == nil ? nil : textKept ? "kept" : "erased")
        details.add("delta", version?.delta.map { $0 + (deltaBytes.map { ", " + Amounts.bytes($0) } ?? ", dropped") })
        details.add("edit", record.edit)
        details.add("stack", record.change)
        details.add("fact", fact.map { "\($0.subject) / \($0.relation) / \($0.object)" })
        details.add("state hash", version?.stateHash)
        details.add("parent hash", parent)
        details.add("hash", record.hash)
        details.add("bytes", record.record)
        details.write(to: terminal)
    }
}
