internal import ArgumentParser
internal import Evaluation

/// What a memory costs ordinary text.
struct EvaluatePerplexityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "perplexity",
        abstract: "Reads held-out text with the pool, without it, and after many unrelated updates.",
        discussion: """
            The same windows of TEXT are read four times: plainly (nothing before them, at the first position), with \
            the memory detached (nothing before them, where they stand behind a pool), with the model's own pool, and \
            with that pool after --updates updates by unrelated documents. With --language-model another model is \
            read plainly beside them, such as the one that the memory was taught to. Printed are bits per byte, and \
            the loss over that with the memory detached, text by text; with --lambada also the share of last words \
            that are the likeliest ones. No service is needed.
            """)

    @Option(help: "Held-out text: JSON lines with text, or plain, also as .xz.", completion: .file()) var text: String
    @Option(help: "Tokens of it that are read.") var tokens = 100_000
    @Option(help: "Tokens of a window.") var length = 256
    @Option(help: "Windows of one text at most.") var windows = 4
    @Option(help: "LAMBADA's file: texts whose last word is guessed.", completion: .file()) var lambada: String?
    @Option(help: "Texts of it that are read.") var lambadaCount = 1000
    @Option(help: "Updates by unrelated documents; 0: none are made.") var updates = 10_000
    @Option(help: "Documents for them: lines with document, question and answer; made-up facts if there are none.",
            completion: .file())
    var others: String?
    @Option(help: "Another model's folder, read plainly.", completion: .directory) var languageModel: String?
    @Option(help: "The size of the pool, N/K; as trained if not given.") var blocks: Int?
    @OptionGroup var options: EvaluationOptions

    func validate() throws {
        guard (16...1_000_000_000).contains(tokens) else { throw ValidationError("--tokens is 16 ... 1000000000.") }
        guard (8...65_536).contains(length) else { throw ValidationError("--length is 8 ... 65536.") }
        guard (1...100_000).contains(windows) else { throw ValidationError("--windows is 1 ... 100000.") }
        guard (1...1_000_000).contains(lambadaCount) else {
            throw ValidationError("--lambada-count is 1 ... 1000000.")
        }
        guard (0...1_000_000_000).contains(updates) else { throw ValidationError("--updates is 0 ... 1000000000.") }
        guard (2...100_000).contains(blocks ?? 2) else { throw ValidationError("--blocks is 2 ... 100000.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let subject = try options.opened()
        let plan = PerplexityPlan(
            tokens: tokens, length: length, windows: windows, clozes: lambada == nil ? 0 : lambadaCount,
            updates: updates, blocks: blocks ?? subject.blocks, seed: options.seed)
        var material = PerplexityMaterial(plan, scratch: options.scratch) { terminal.warn("\($0)") }
        try material.read(text: text, clozes: lambada)
        let (documents, further) = try EvaluationDocuments.chosen(
            others, nil, for: subject, seed: options.seed, asked: false, scratch: options.scratch, terminal)
        var sitting = try PerplexitySitting(
            subject, other: try languageModel.map(PlainModel.init), material: material, documents: documents,
            sources: material.sources + further, plan: plan, path: options.state, terminal: terminal)
        try sitting.run()
        let report = PerplexityReport(
            subject, sitting.state, plan, texts: material.scored(subject.encoding),
            others: sitting.other.map { material.scored($0.encoding) } ?? [])
        try terminal.show(report, json: options.output.json)
    }
}
