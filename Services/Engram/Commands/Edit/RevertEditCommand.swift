internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// An edit, taken back.
struct RevertEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert", abstract: "Takes an edit back.",
        discussion: """
            Without --replay it is dropped at once, and later edits stay as they are, though they may have been \
            computed on it. With --replay the later ones are computed again as if it had never been, which takes as \
            long as computing them did; the log keeps both, and all change at one instant. Where no later edit is in \
            force the two are the same.
            """)

    @Argument(help: "The edit: 32 hexadecimal digits.") var edit: EditID
    @Flag(help: "Compute later edits again without it.") var replay = false
    @OptionGroup var target: EditTarget
    @OptionGroup var waiting: EditWaiting
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            let begun = try await conversation.call(RevertEdit(name: pool, edit: edit, replays: replay))
            guard begun.job != nil else { return EditDetailReport(begun) }
            return try await waiting.detail(of: edit, in: pool, conversation, terminal)
        }
        try terminal.show(report, json: output.json)
        if report.state == "\(EditState.applied)" { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}
