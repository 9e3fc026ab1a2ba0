internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Drops deltas older than a kept checkpoint; the log's records and digests stay.",
        discussion: """
            Versions before the oldest kept checkpoint cannot be replayed, asked or forked any more. Without --yes, \
            only what would be dropped is shown.
            """
    )

    @Argument(help: "The pool.") var name: PoolName
    @Option(help: "Checkpoints to keep, 1 or more.") var keepCheckpoints = 2
    @Option(help: "Versions from one checkpoint to the next from now on.") var checkpointEvery: UInt32?
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = SetRetention(
            name: name, keepCheckpoints: keepCheckpoints, checkpointEvery: checkpointEvery, estimateOnly: !yes)
        let done = try await connection.with { try await $0.call(request, within: .seconds(600)) }
        try Surroundings.current.terminal.show(RetentionOutcome(done), json: output.json)
    }
}

struct RetentionOutcome: Report {
    let pool: String
    let oldestReplayable, checkpoints, droppedBlobs, droppedBytes: UInt64
    let done: Bool

    init(_ report: RetentionReport) {
        pool = report.name.text
        oldestReplayable = report.oldestReplayable.value
        checkpoints = report.checkpoints
        droppedBlobs = report.droppedBlobs
        droppedBytes = report.droppedBytes
        done = report.done
    }

    func write(to terminal: Terminal) {
        let verb = done ? "dropped" : "would drop"
        terminal.line("\(pool): \(verb) \(Amounts.counted(Int(droppedBlobs), "blob")), \(Amounts.bytes(droppedBytes))")
        terminal.line(
            "\(Amounts.counted(Int(checkpoints), "checkpoint")) kept; replayable from version \(oldestReplayable)")
        if !done { terminal.note("Nothing was changed. Do it: --yes") }
    }
}
