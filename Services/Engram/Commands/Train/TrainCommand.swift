internal import ArgumentParser

/// What a model needs before it can be served.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Learns a tokenizer.",
        subcommands: [TrainTokenizerCommand.self])
}
