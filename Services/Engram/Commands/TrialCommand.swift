internal import ArgumentParser
internal import Foundation

/// Does it remember? Tries it.
struct TrialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial",
        abstract: "Asks, pushes invented facts, asks again; prints both answers and how many are right.",
        discussion: """
            Every fact has a pool of its own, named after --pool and a number. The facts are those of `engram sample`. \
            Exit status 1 if fewer than --at-least are exactly right.
            """)

    @Option(help: "Facts to try.") var count = 50
    @Option(help: "Where the drawing begins; another one each time if absent.") var seed: UInt64?
    @Option(help: "What the pools' names begin with; a fresh name if absent.") var pool: String?
    @Option(help: "The model's folder (environment: ENGRAM_MODEL); its tokenizer says how long texts are.")
    var model: String?
    @Option(help: "The share that must be right, 0 ... 1.") var atLeast = 0.0
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...10_000).contains(count) else { throw ValidationError("--count is 1 ... 10000.") }
        guard (0...1).contains(atLeast) else { throw ValidationError("--at-least is a share, 0 ... 1.") }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let terminal = surroundings.terminal
        let seed = seed ?? UInt64.random(in: 1...999_999)
        let length = try SampleLength(model: try ModelFolder.chosen(model, environment: surroundings.environment))
        var drawn = length.facts(seed: seed)
        let prefix = pool ?? "trial-" + String(Int(Date.now.timeIntervalSince1970), radix: 36)
        let facts = try (1...count).map { try drawn.next(pool: "\(prefix)-\($0)") }
        let report = try await connection.with { conversation in
            let shown = ProgressLine("trial", on: terminal)
            defer { shown.clear() }
            return try await Trial(conversation: conversation, facts: facts).run { shown.show($1, of: count, $0) }
        }
        try terminal.show(report, json: output.json)
        if !output.json { terminal.line("seed \(seed), pools \(prefix)-1 ... \(prefix)-\(count)") }
        if report.rate < atLeast { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}
