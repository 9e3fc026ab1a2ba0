internal import ArgumentParser

/// Memories: each pool is one, with a history of its own.
struct PoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pools",
        abstract: "Creates, lists, shows, forks, restores, rebuilds, refreshes, trims and guards pools.",
        subcommands: [
            ListPoolsCommand.self, CreatePoolCommand.self, ShowPoolCommand.self, ListVersionsCommand.self,
            ForkPoolCommand.self, RestorePoolCommand.self, RebuildPoolCommand.self, RefreshPoolCommand.self,
            RetentionCommand.self, GuardCommand.self, DropPoolCommand.self,
        ],
        defaultSubcommand: ListPoolsCommand.self)
}
