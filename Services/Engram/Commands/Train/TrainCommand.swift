internal import ArgumentParser

/// What a model needs before it can be served.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Learns a tokenizer, a language and a memory, and makes what models are trained on.",
        subcommands: [
            TrainTokenizerCommand.self, TrainLanguageModelCommand.self, TrainMemoryCommand.self,
            TrainAdapterCommand.self, TrainFactsCommand.self, TrainExclusionsCommand.self, TrainOverlapCommand.self,
            TrainStepCommand.self,
        ])
}
