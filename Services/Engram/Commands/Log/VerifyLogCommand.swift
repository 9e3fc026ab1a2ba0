internal import ArgumentParser
internal import Bytes
internal import MemoryTypes
internal import Wire

/// Computes the hash chain here, from the records as they come: the store need not be trusted.
struct VerifyLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Computes the hash chain of a pool's log again.",
        discussion: "Exit status 1 if a record is not as it was written.")

    @Argument(help: "The pool.") var pool: PoolName
    @Flag(help: "Also have the store hash every blob that the records name.") var deep = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let report = try await connection.with { conversation in
            var chain = ChainCheck(pool: pool.text)
            try await chain.read(pool, conversation)
            guard deep, chain.holds else { return chain.verdict(blobs: nil) }
            let shown = ProgressLine("verify", on: terminal)
            defer { shown.clear() }
            let verdict = try await conversation.stream(
                VerifyLog(name: pool, deep: true), within: .seconds(86_400)
            ) { shown.show($0) }
            return chain.verdict(blobs: verdict)
        }
        try terminal.show(report, json: output.json)
        if !report.holds { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}

/// Follows `hash = SHA-256(parent hash || record)` from zeros on.
struct ChainCheck {
    let pool: String
    private var parent = RecordHash.zero
    private var next = LogPosition(0)
    private var firstBad: (position: LogPosition, reason: String)?

    init(pool: String) { self.pool = pool }

    var holds: Bool { firstBad == nil }

    mutating func read(_ name: PoolName, _ conversation: any Conversation) async throws {
        while holds {
            let page = try await conversation.call(ListLog(name: name, from: next, limit: Limits.pageMax))
            for entry in page.entries where holds { check(entry) }
            if page.entries.isEmpty || next > page.head { return }
        }
    }

    mutating func check(_ entry: LogEntry) {
        let computed = RecordHash(of: parent.bytes + entry.record)
        if entry.position != next {
            firstBad = (next, "position \(entry.position) stands where \(next) should")
        } else if computed != entry.hash {
            firstBad = (next, "its hash is \(entry.hash), its bytes give \(computed)")
        }
        parent = entry.hash
        next = next.next
    }

    func verdict(blobs: LogVerdict?) -> VerifyReport {
        VerifyReport(
            pool: pool, records: next.value, blobs: blobs?.blobs, holds: holds && (blobs?.holds ?? true),
            firstBad: firstBad?.position.value ?? blobs?.firstBad?.value,
            reason: firstBad?.reason ?? blobs?.reason ?? "", headHash: parent.description)
    }
}

struct VerifyReport: Report {
    let pool: String
    let records: UInt64
    let blobs: UInt64?
    let holds: Bool
    let firstBad: UInt64?
    let reason, headHash: String

    func write(to terminal: Terminal) {
        let checked =
            "\(Amounts.counted(Int(records), "record"))"
            + (blobs.map { " and \(Amounts.counted(Int($0), "blob"))" } ?? "")
        if holds {
            terminal.line(terminal.styled("ok", .green) + "  \(pool): \(checked) as written; head \(headHash)")
        } else {
            terminal.line(
                terminal.styled("BROKEN", .red) + "  \(pool): record \(firstBad.map { "\($0)" } ?? "?"): \(reason)")
        }
    }
}
