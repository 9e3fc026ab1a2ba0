internal import ArgumentParser
internal import Training

/// Next-token prediction from random weights or from a model's folder.
struct TrainLanguageModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lm",
        abstract: "Teaches a model language, and to look things up in what it just read.",
        discussion: """
            Batches are text, examples of a curriculum of in-context questions, facts about the world, passages with \
            questions and made-up documents, in shares. A step of the curriculum ends when the first token of nine \
            answers of ten is right. SIGTERM saves and leaves with 0; --resume goes on, \
            with the same losses.
            """)

    @OptionGroup var options: TrainingOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let fields = TrainingFields.language
        let settings = try options.settings(fields)
        if options.isAnswered(fields, settings, terminal) { return }
        let folder = try options.folder()
        let start = try TrainingStart(settings)
        let task = try LanguageTask(settings, start, terminal)
        try await options.train(task, start, settings, folder, terminal)
    }
}
