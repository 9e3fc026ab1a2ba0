internal import ArgumentParser

/// Triples that are kept word for word, beside the latent memory.
struct FactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts",
        abstract: "Asserts, retracts and queries facts: subject, relation, object.",
        subcommands: [AssertFactCommand.self, RetractFactCommand.self, QueryFactsCommand.self])
}
