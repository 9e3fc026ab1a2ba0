internal import ArgumentParser

/// Facts to try with.
struct SampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Prints invented facts as lines of JSON, for `engram push --jsonl`.",
        discussion: """
            Each line has a text, a question that it answers, and the answer. The names are none that the small model \
            that ships was trained on; the forms of the sentences are. The same seed gives the same facts.
            """)

    @Option(help: "Facts to make.") var count = 50
    @Option(help: "Where the drawing begins.") var seed: UInt64 = 1
    @Option(help: "Pools that the facts are dealt to in turn, named after --pool and a number; 0 for --pool itself.")
    var pools = 0
    @Option(help: "The pool.") var pool = "default"
    @Option(help: "The model's folder (environment: ENGRAM_MODEL); its tokenizer says how long texts are.")
    var model: String?

    func validate() throws {
        guard (1...1_000_000).contains(count) else { throw ValidationError("--count is 1 ... 1000000.") }
        guard (0...1_000_000).contains(pools) else { throw ValidationError("--pools is 0 ... 1000000.") }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let length = try SampleLength(
            model: try ModelFolder.chosen(model, environment: surroundings.environment))
        var facts = length.facts(seed: seed)
        for index in 0..<count {
            let name = pools == 0 ? pool : "\(pool)-\(index % pools + 1)"
            surroundings.terminal.line(try Terminal.jsonLine(try facts.next(pool: name)))
        }
    }
}
