internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// What an edit does by now.
struct EvaluateEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures an edit again, with the memory that its pool has by now.",
        discussion: """
            Asked are the edit's own facts, or those given here. Pools also measure their edits by themselves, after \
            10 and 100 further absorptions; `engram edit show` lists all measurements.
            """)

    @Argument(help: "The edit: 32 hexadecimal digits.") var edit: EditID
    @OptionGroup var target: EditTarget
    @OptionGroup var facts: FactOptions
    @OptionGroup var waiting: EditWaiting
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let items = try facts.items()
        let report = try await connection.with { conversation in
            let pool = try await target.pool(conversation)
            _ = try await conversation.call(EvaluateEdit(name: pool, edit: edit, items: items))
            return try await waiting.detail(of: edit, in: pool, conversation, terminal)
        }
        try terminal.show(report, json: output.json)
    }
}
