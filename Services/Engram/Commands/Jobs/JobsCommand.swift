internal import ArgumentParser

/// The work that absorbs documents.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs",
        abstract: "Lists, shows and cancels jobs; requeues or drops dead letters.",
        discussion: "Dead letters: engram jobs list --state dead",
        subcommands: [
            ListJobsCommand.self, ShowJobCommand.self, CancelJobCommand.self, RequeueJobCommand.self,
            DropJobCommand.self,
        ],
        defaultSubcommand: ListJobsCommand.self)
}
