public import ArgumentParser
public import Evaluation

/// What is left of a document after others.
struct EvaluateRetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "Asks about a document right after it was absorbed, and after each of further documents.",
        discussion: """
            FILE has lines of JSON with document, question and answer, perhaps also person and relation (without \
            --set), or the records of SQuAD or Natural Questions. Every pool reads --fill documents, then one that it \
            is asked about, then --ages others. What is read around a document says nothing of the same person and \
            relation. Beside the measured share stand (fresh share) x (1 - K/N)^updates and equation 5 of the \
            MemoryLLM paper with the share before absorbing added. No service is needed.
            """)

    @Option(help: "Lines of documents, questions and answers, also as .xz.", completion: .file()) var file: String
    @Option(help: "FILE holds the records of a published set: squad or nq.") var set: PublishedSet?
    @Option(help: "A file of the same kind whose documents fill the pools; FILE's own if there is none.",
            completion: .file())
    var others: String?
    @Option(help: "Pools, each with one document that is asked about.") var pools = 128
    @Option(help: "Questions on a document at most.") var questions = 2
    @Option(help: "Documents after it.") var ages = 20
    @Option(help: "Documents before it; N/K if not given.") var fill: Int?
    @Option(help: "Sizes of the pool, N/K, with commas between; as trained if not given.") var blocks: String?
    @Option(help: "When an answer is right: exact, unspaced or contains; contains with --set, exact without.")
    var rule: AnswerRule?
    @Option(help: "Tokens of an answer at most; 10 with contains, 32 otherwise.") var tokens: Int?
    @Option(help: "Pools in one pass of the model.") var sideBySide = 16
    @OptionGroup var options: EvaluationOptions

    private var sizes: [Int]? {
        let numbers = blocks?.split(separator: ",").map { Int($0) ?? 0 } ?? []
        return numbers.allSatisfy { (2...100_000).contains($0) } ? numbers : nil
    }

    func validate() throws {
        guard (1...1_000_000).contains(pools) else { throw ValidationError("--pools is 1 ... 1000000.") }
        guard (1...1000).contains(questions) else { throw ValidationError("--questions is 1 ... 1000.") }
        guard (0...100_000).contains(ages) else { throw ValidationError("--ages is 0 ... 100000.") }
        guard (0...100_000).contains(fill ?? 0) else { throw ValidationError("--fill is 0 ... 100000.") }
        guard (1...1024).contains(tokens ?? 1) else { throw ValidationError("--tokens is 1 ... 1024.") }
        guard (1...1024).contains(sideBySide) else { throw ValidationError("--side-by-side is 1 ... 1024.") }
        guard sizes != nil else { throw ValidationError("--blocks wants numbers, 2 ... 100000.") }
    }

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let subject = try options.opened()
        var material = RetentionMaterial(set, scratch: options.scratch) { terminal.warn("\($0)") }
        let documents = try material.set(path: file, others: others)
        let parts = parts(subject)
        var sitting = try RetentionSitting(
            subject, set: documents, text: subject.text(of: set),
            state: RetentionState(model: subject.digest, sources: material.sources, parts: parts),
            sideBySide: sideBySide, path: options.state, terminal: terminal)
        try sitting.run()
        let report = RetentionCurves(
            model: subject.name, modelDigest: subject.digest, data: material.sources, seed: options.seed,
            rule: parts[0].plan.rule, answerTokensMax: parts[0].plan.tokens,
            parts: sitting.state.parts.map { .init($0, shape: subject.shape(blocks: $0.blocks)) })
        try options.draw(report.parts.map(\.plot))
        try terminal.show(report, json: options.output.json)
    }

    private func parts(_ subject: EvaluatedModel) -> [RetentionPart] {
        let sizes = sizes ?? []
        let rule = rule ?? (set == nil ? .exact : .contains)
        return (sizes.isEmpty ? [subject.blocks] : sizes).map { size in
            RetentionPart(
                blocks: size,
                plan: RetentionPlan(
                    pools: pools, questions: questions, ages: ages, fill: fill ?? size,
                    tokens: tokens ?? (rule == .contains ? 10 : 32), rule: rule, seed: options.seed))
        }
    }
}

extension AnswerRule: ExpressibleByArgument {}
extension PublishedSet: ExpressibleByArgument {}
