internal import ArgumentParser
internal import Evaluation

/// Whether a pool that has been updated very often is as good as a new one.
struct EvaluateIntegrityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "integrity",
        abstract: "Asks about the last document after every update of one long chain.",
        discussion: """
            One pool reads document after document and is asked about each right after it was absorbed, as in the \
            MemoryLLM paper's 650,000 updates. Printed are the share of right answers over parts of the chain and over \
            all of it, and how far the second half is from the first. Documents are made up, or, with --file, lines of \
            document, question and answer, or the records of a published set; a file is read again and again, every \
            pass in another order. With --state the run goes on where it was stopped, at most a minute before, and a \
            finished one goes on to a larger --updates. Memory does not grow with the updates. No service is needed.
            """)

    @Option(help: "Documents with questions, also as .xz; made-up facts if there is none.", completion: .file())
    var file: String?
    @Option(help: "FILE holds the records of a published set: squad or nq.") var set: PublishedSet?
    @Option(help: "Updates of the pool.") var updates = 10_000
    @Option(help: "Updates of a point of the curve; a hundredth of --updates if not given.") var part: Int?
    @Option(help: "Only every so many-th document is asked about.") var askEvery = 1
    @Option(help: "When an answer is right: exact, unspaced or contains; contains with --set, exact without.")
    var rule: AnswerRule?
    @Option(help: "Tokens of an answer at most; 10 with contains, 32 otherwise.") var tokens: Int?
    @Option(help: "The size of the pool, N/K; as trained if not given.") var blocks: Int?
    @Option(help: "Questions in one pass of the model.") var sideBySide = 32
    @OptionGroup var options: EvaluationOptions

    func validate() throws {
        guard (1...1_000_000_000).contains(updates) else { throw ValidationError("--updates is 1 ... 1000000000.") }
        guard (1...1_000_000_000).contains(part ?? 1) else { throw ValidationError("--part is 1 ... 1000000000.") }
        guard (1...1_000_000).contains(askEvery) else { throw ValidationError("--ask-every is 1 ... 1000000.") }
        guard (1...1024).contains(tokens ?? 1) else { throw ValidationError("--tokens is 1 ... 1024.") }
        guard (2...100_000).contains(blocks ?? 2) else { throw ValidationError("--blocks is 2 ... 100000.") }
        guard (1...1024).contains(sideBySide) else { throw ValidationError("--side-by-side is 1 ... 1024.") }
        guard set == nil || file != nil else { throw ValidationError("--set wants its --file.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let subject = try options.opened()
        let (documents, sources) = try EvaluationDocuments.chosen(
            file, set, for: subject, seed: options.seed, asked: true, scratch: options.scratch, terminal)
        let rule = rule ?? (set == nil ? .exact : .contains)
        let plan = IntegrityPlan(
            seed: options.seed, rule: rule, tokens: tokens ?? (rule == .contains ? 10 : 32), askEvery: askEvery)
        let part = IntegrityPart(
            blocks: blocks ?? subject.blocks, plan: plan,
            tally: IntegrityTally(width: part ?? max(1, updates / 100)))
        var sitting = try IntegritySitting(
            subject, documents: documents, text: subject.text(of: set),
            state: IntegrityState(model: subject.digest, sources: sources, parts: [part]),
            sideBySide: sideBySide, path: options.state, terminal: terminal)
        try sitting.run(updates: updates)
        let report = IntegrityReport(subject, sources, sitting.state.parts[0])
        try options.draw([report.plot])
        try terminal.show(report, json: options.output.json)
    }
}
