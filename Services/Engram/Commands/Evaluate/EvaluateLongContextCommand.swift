internal import ArgumentParser
internal import Evaluation
internal import LatentMemory
internal import Transformer

/// Documents that are longer than what can be read at once.
struct EvaluateLongContextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "longcontext",
        abstract: "Asks about documents longer than the context, through memory and with the end of them in context.",
        discussion: """
            Long documents are put together from those of FILE, in a random order, until they have --lengths tokens; \
            none speaks twice of the same person and relation. 0 for a length takes each document of FILE as it \
            stands. A document is absorbed piece by piece into the model's own pool; beside the answers from there \
            stand those with the last --context tokens before the question and no pool (truncation), with both, and \
            with nothing. No service is needed.
            """)

    @Option(help: "Lines of documents, questions and answers, also as .xz.", completion: .file()) var file: String
    @Option(help: "FILE holds the records of a published set: squad or nq.") var set: PublishedSet?
    @Option(help: "Long documents of each length.") var documents = 32
    @Option(help: "Questions on a document at most.") var questions = 8
    @Option(help: "Tokens of a long document at least, with commas between; 0: documents as they stand.")
    var lengths = "512,1024,2048"
    @Option(help: "Tokens of a document that fit into the context; 512, or as many as the model has positions for.")
    var context: Int?
    @Option(help: "When an answer is right: exact, unspaced or contains; contains with --set, exact without.")
    var rule: AnswerRule?
    @Option(help: "Tokens of an answer at most; 10 with contains, 32 otherwise.") var tokens: Int?
    @Option(help: "The size of the pool, N/K; as trained if not given.") var blocks: Int?
    @OptionGroup var options: EvaluationOptions

    private var sizes: [Int] { lengths.split(separator: ",").map { Int($0) ?? -1 } }

    func validate() throws {
        guard (1...100_000).contains(documents) else { throw ValidationError("--documents is 1 ... 100000.") }
        guard (1...1000).contains(questions) else { throw ValidationError("--questions is 1 ... 1000.") }
        guard !sizes.isEmpty, sizes.allSatisfy((0...10_000_000).contains) else {
            throw ValidationError("--lengths wants numbers, 0 ... 10000000.")
        }
        guard (1...1_000_000).contains(context ?? 1) else { throw ValidationError("--context is 1 ... 1000000.") }
        guard (1...1024).contains(tokens ?? 1) else { throw ValidationError("--tokens is 1 ... 1024.") }
        guard (2...100_000).contains(blocks ?? 2) else { throw ValidationError("--blocks is 2 ... 100000.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let subject = try options.opened()
        var material = RetentionMaterial(set, scratch: options.scratch) { terminal.warn("\($0)") }
        let found = try material.set(path: file, others: nil)
        let plan = try plan(subject)
        var sitting = try LongContextSitting(
            subject, set: found, text: subject.text(),
            state: LongContextState(
                model: subject.digest, sources: material.sources,
                parts: sizes.map { LongContextPart(tokens: $0, plan: plan) }),
            path: options.state, terminal: terminal)
        try sitting.run()
        let report = LongContextReport(subject, material.sources, sitting.state.parts)
        try options.draw(report.plots)
        try terminal.show(report, json: options.output.json)
    }

    private func plan(_ subject: EvaluatedModel) throws(Failure) -> LongContextPlan {
        let rule = rule ?? (set == nil ? .exact : .contains)
        let said = tokens ?? (rule == .contains ? 10 : 32)
        let blocks = blocks ?? subject.blocks
        let positions = subject.model.configuration.positionsMax
        // The question and its answer stand behind, and what is before the pool before it.
        let room = positions - blocks * subject.memory.updateTokens - Self.questionTokens - said
        let shown = context ?? min(512, room)
        guard (1...max(1, room)).contains(shown) else {
            throw Failure(
                .usage, "\(shown) tokens of context do not fit: the model has \(positions) positions.",
                advice: "A pool of \(blocks) blocks leaves \(max(0, room)) for them.")
        }
        return LongContextPlan(
            documents: documents, questions: questions, contextTokens: shown, blocks: blocks, rule: rule, tokens: said,
            seed: options.seed)
    }

    private static let questionTokens = 64
}
