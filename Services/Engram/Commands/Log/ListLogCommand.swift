internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ListLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists records, oldest first.")

    @Argument(help: "The pool.") var pool: PoolName
    @Option(help: "The first position to list.") var from = LogPosition(0)
    @Option(help: "Records at most, 1 ... 1000.") var limit = 100
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let page = try await connection.with { try await $0.call(ListLog(name: pool, from: from, limit: limit)) }
        let report = LogReport(
            pool: pool.text, uid: page.uid.description, records: try page.entries.map(RecordRow.init),
            head: page.head.value, headHash: page.headHash.description)
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}

struct LogReport: Report {
    let pool, uid: String
    let records: [RecordRow]
    let head: UInt64
    let headHash: String

    func write(to terminal: Terminal) {
        var table = Table(.right("position"), .left("kind"), .left("by"), .left("time"), .left("hash"), .left("edit"))
        for row in records {
            table.add(
                "\(row.position)", row.kind, row.actor, Timestamp(row.time).text, String(row.hash.prefix(24)),
                row.edit ?? "")
        }
        table.write(to: terminal)
        if let last = records.last, last.position < head {
            terminal.note("More: --from \(last.position + 1) (newest: \(head))")
        }
    }
}
