internal import ArgumentParser

/// What was pushed.
struct DocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents",
        abstract: "Lists, shows, waits for and pins documents; gives back their texts.",
        subcommands: [
            ListDocumentsCommand.self, ShowDocumentCommand.self, DocumentTextCommand.self, AwaitDocumentCommand.self,
            PinDocumentCommand.self, UnpinDocumentCommand.self,
        ],
        defaultSubcommand: ListDocumentsCommand.self)
}
