internal import ArgumentParser

/// Runs the command line in `Surroundings.current`.
package func runEngram(_ arguments: [String]) async -> ExitStatus { await EngramCommand.run(arguments: arguments) }

/// The command line: every subcommand in one file of `Commands`.
struct EngramCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engram",
        abstract: "A memory for language models, on machines of your own.",
        discussion: """
            Start everything on this machine with `engram up`, push documents with `engram push`, ask with `engram ask`.
            Exit status: 0 done; 1 a check said no; 2 refused; 64 wrong usage; 65 unreadable input; 66 no input;
            69 no service answers; 70 a fault of ours; 74 output failed; 75 try again later; 77 not permitted;
            78 configuration; 130 interrupted.
            """,
        version: Build.version,
        groupedSubcommands: groups)

    private static let groups = [
        CommandGroup(name: "Running", subcommands: [UpCommand.self, StatusCommand.self, DoctorCommand.self]),
        CommandGroup(
            name: "Memory",
            subcommands: [
                PushCommand.self, AskCommand.self, DocumentsCommand.self, ForgetCommand.self, PoolsCommand.self,
                FactsCommand.self, EditCommand.self,
            ]),
        CommandGroup(name: "Training", subcommands: [TrainCommand.self, EvaluateCommand.self]),
        CommandGroup(
            name: "Record",
            subcommands: [
                LogCommand.self, ReplayCommand.self, JobsCommand.self, BackupCommand.self, RestoreCommand.self,
            ]),
        CommandGroup(name: "Access", subcommands: [TenantsCommand.self, KeysCommand.self]),
        CommandGroup(
            name: "Checking",
            subcommands: [SampleCommand.self, TrialCommand.self, VerifyGoldenCommand.self, BenchCommand.self]),
    ]

    init() {}

    /// Parses and runs; every error ends here, and nowhere else becomes words.
    static func run(arguments: [String]) async -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return .success
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> ExitStatus {
        let terminal = Surroundings.current.terminal
        if let failure = Failure(explaining: error) {
            terminal.note(terminal.styled("error: ", .red) + failure.sentence)
            if let advice = failure.advice { terminal.note(advice) }
            return failure.status
        }
        let text = fullMessage(for: error)
        let status = exitCode(for: error)
        if status.isSuccess { terminal.line(text) } else if !text.isEmpty { terminal.note(text) }
        return ExitStatus(rawValue: status.rawValue) ?? .usage
    }
}
