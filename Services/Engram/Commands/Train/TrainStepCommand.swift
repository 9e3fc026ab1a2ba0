internal import ArgumentParser

/// How long a step of training takes here.
struct TrainStepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "Times steps of training: forward, backward and the change of all parameters.",
        discussion: """
            A model of random weights reads sequences of random tokens and predicts each from those before; AdamW \
            changes all parameters. With --window the sequences are read with so many memory tokens. With --serve it \
            takes a sample for every line of standard input, so that another program can measure it and others in \
            turn: deploy/bench/training does, beside PyTorch.
            """)

    @Option(help: "Transformer layers.") var layers = 6
    @Option(help: "Width of the residual stream; a multiple of the heads.") var width = 256
    @Option(help: "Query heads.") var heads = 8
    @Option(help: "Key and value heads; they divide the query heads.") var kvHeads = 4
    @Option(help: "Inner width of the feed-forward block.") var feedForward = 704
    @Option(help: "Tokens of the vocabulary.") var vocabulary = 16_384
    @Option(help: "Sequences of a batch.") var sequences = 8
    @Option(help: "Tokens of a sequence.") var length = 200
    @Option(help: "Memory tokens that a sequence is read with.") var window = 0
    @Option(help: "Parts of a batch that are computed at the same time.") var tapes = 2
    @Option(help: "Steps that are timed, after one that is not.") var rounds = 5
    @Flag(help: "Take samples when asked by lines of JSON.") var serve = false
    @OptionGroup var output: OutputOptions

    func validate() throws {
        let sizes = [layers, width, heads, kvHeads, feedForward, sequences, tapes, rounds]
        guard sizes.allSatisfy((1...65_536).contains), (2...65_536).contains(length),
            (2...1_000_000).contains(vocabulary), (0...1_000_000).contains(window)
        else {
            throw ValidationError("A size is below 1, or far above what can be trained here.")
        }
        guard width.isMultiple(of: heads), (width / heads).isMultiple(of: 2), heads.isMultiple(of: kvHeads) else {
            throw ValidationError("--width, --heads and --kv-heads do not fit each other.")
        }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        var step = TrainingStep(
            layers: layers, width: width, heads: heads, kvHeads: kvHeads, feedForward: feedForward,
            vocabulary: vocabulary, sequences: sequences, length: length, window: window, tapes: tapes)
        if serve { return try TrainingStepServer(terminal: terminal).run(&step) }
        _ = step.seconds()
        var bar = ProgressBar("steps", on: terminal)
        var seconds: [Double] = []
        for round in 0..<rounds {
            try Task.checkCancellation()
            seconds.append(step.seconds())
            bar.show(round + 1, of: rounds)
        }
        bar.clear()
        try terminal.show(TrainingStepReport(step, seconds), json: output.json)
    }
}
