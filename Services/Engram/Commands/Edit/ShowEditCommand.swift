internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// One edit.
struct ShowEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows an edit: its facts, its place in the log, and all that was measured.")

    @Argument(help: "The edit: 32 hexadecimal digits.") var edit: EditID
    @OptionGroup var target: EditTarget
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            return EditDetailReport(try await conversation.call(ShowEdit(name: pool, edit: edit)))
        }
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}
