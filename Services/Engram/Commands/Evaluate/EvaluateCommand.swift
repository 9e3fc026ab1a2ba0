internal import ArgumentParser

/// How good a model and its memory are.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures a model and its memory, with seeds, confidence intervals and digests of the data.",
        subcommands: [
            EvaluateRetentionCommand.self, EvaluateIntegrityCommand.self, EvaluatePerplexityCommand.self,
            EvaluateLongContextCommand.self, EvaluateEditingCommand.self,
        ])
}
