internal import ArgumentParser
internal import Training

/// Teaches a model that can read to remember.
struct TrainMemoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "memory",
        abstract: "Teaches a model to keep what it reads in its pool and to answer from there.",
        discussion: """
            Begin with a model that answers from its context (`engram train lm`), named by the setting `start`. Pools \
            side by side read documents; questions ask for what was just written and for what is older. A stage ends \
            when enough answers begin right; then more of the pool is read, or documents get longer. SIGTERM saves and \
            leaves with 0; --resume goes on, with the same losses.
            """)

    @OptionGroup var options: TrainingOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let fields = TrainingFields.memory
        let settings = try options.settings(fields)
        if options.isAnswered(fields, settings, terminal) { return }
        let folder = try options.folder()
        try await options.trainMemory(try TrainingStart(settings), settings, folder, terminal)
    }
}
