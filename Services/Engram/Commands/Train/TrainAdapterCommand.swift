internal import ArgumentParser
internal import Training

/// Gives a model of others a memory.
struct TrainAdapterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapter",
        abstract: "Teaches a Llama folder without a memory to have one, with low-rank adapters.",
        discussion: """
            The setting `start` names a Hugging Face folder of the Llama family. Its weights stay as they are; the \
            adapters, the vectors before the memory and the vector of new tokens are trained, by made-up facts \
            (method recipe) or by MemoryLLM's strategies on text (method strategies). With lora-rank 0 all parameters \
            are trained.
            """)

    @OptionGroup var options: TrainingOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let fields = TrainingFields.adapter
        let settings = try options.settings(fields)
        if options.isAnswered(fields, settings, terminal) { return }
        let folder = try options.folder()
        try await options.trainMemory(try TrainingStart(adapting: settings), settings, folder, terminal)
    }
}
