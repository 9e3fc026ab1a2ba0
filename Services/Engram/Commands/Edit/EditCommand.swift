internal import ArgumentParser

/// Single facts corrected.
struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Corrects single facts of a model, per pool; docs/EDITING.md says how to choose a method.",
        subcommands: [
            AddEditCommand.self, ListEditsCommand.self, ShowEditCommand.self, RevertEditCommand.self,
            EvaluateEditCommand.self, ExportEditCommand.self, ImportEditCommand.self, TraceEditCommand.self,
            EditStatisticsCommand.self,
        ])
}
