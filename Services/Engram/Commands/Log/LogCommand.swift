internal import ArgumentParser

/// The one order of all changes of a pool.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Lists, shows and verifies a pool's log.",
        subcommands: [ListLogCommand.self, ShowRecordCommand.self, VerifyLogCommand.self])
}
