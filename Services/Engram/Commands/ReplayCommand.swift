internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// Applies what was stored, and compares every state.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Folds a pool again from its stored deltas and compares every state hash.",
        discussion: """
            Needs no model and no randomness, and gives the same bits on any machine. With --rederive the deltas are \
            computed again from the texts by the model and compared within a tolerance. Exit status 1 if anything \
            differs.
            """)

    enum Start: String, ExpressibleByArgument, CaseIterable { case start, checkpoint, oldest }

    @Argument(help: "The pool.") var pool: PoolName
    @Option(help: "Begin at the pool's creation (start), its newest (checkpoint) or oldest (oldest) kept checkpoint.")
    var from = Start.start
    @Flag(help: "Also check every delta's digest, and the folded pool's bytes against the checkpoints.") var deep =
        false
    @Flag(help: "Compute the deltas again from the texts with the model, and compare them with the stored ones.")
    var rederive = false
    @Option(help: "The model's folder, for --rederive (environment: ENGRAM_MODEL).", completion: .directory)
    var model: String?
    @Option(help: "How weights stand in memory, for --rederive: as the workers have them.") var weights = "f32"
    @Option(help: "The largest difference of a number that --rederive lets pass.") var tolerance: Float = 1e-4
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        if rederive { return try await rederiveDeltas() }
        let terminal = Surroundings.current.terminal
        let start: ReplayStart =
            switch from {
            case .start: .start
            case .checkpoint: .checkpoint
            case .oldest: .oldest
            }
        let request = ReplayPool(name: pool, from: start, deep: deep)
        let verdict = try await connection.with { conversation in
            let shown = ProgressLine("replay", on: terminal)
            defer { shown.clear() }
            return try await conversation.stream(request, within: .seconds(86_400)) { shown.show($0) }
        }
        let report = ReplayReport(verdict, pool: pool.text)
        try terminal.show(report, json: output.json)
        if !report.holds { throw ExitCode(ExitStatus.verdict.rawValue) }
    }

    private func rederiveDeltas() async throws {
        let surroundings = Surroundings.current
        let terminal = surroundings.terminal
        let folder = try ModelFolder.chosen(model, environment: surroundings.environment)
        let report = try await connection.with { conversation in
            let shown = ProgressLine("rederive", on: terminal)
            defer { shown.clear() }
            let derivation = try await Rederivation(
                conversation, folder: folder, weights: weights, pool: pool, tolerance: tolerance)
            return try await derivation.run { shown.show($0, of: 0) }
        }
        try terminal.show(report, json: output.json)
        if !report.holds { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}

struct ReplayReport: Report {
    let pool: String
    let first, last, versions, microseconds: UInt64
    let versionsPerSecond: Double
    let holds: Bool
    let firstDifferent: UInt64?
    let expected, found, poolDigest: String?
    let stateHash, reason: String

    init(_ verdict: ReplayVerdict, pool: String) {
        self.pool = pool
        first = verdict.first.value
        last = verdict.last.value
        versions = verdict.versions
        microseconds = verdict.microseconds
        versionsPerSecond = Double(verdict.versions) / max(Double(verdict.microseconds) / 1e6, 1e-6)
        holds = verdict.holds
        firstDifferent = verdict.firstDifferent?.value
        expected = verdict.expected?.description
        found = verdict.found?.description
        poolDigest = verdict.poolDigest?.description
        stateHash = verdict.stateHash.description
        reason = verdict.reason
    }

    func write(to terminal: Terminal) {
        let perSecond = Int(versionsPerSecond.rounded())
        let rate = "\(versions) versions in \(Amounts.milliseconds(microseconds / 1000)) (\(perSecond)/s)"
        if holds {
            terminal.line(
                terminal.styled("ok", .green) + "  \(pool)@\(first) ... @\(last): \(rate), every state as it was")
        } else {
            terminal.line(
                terminal.styled("DIFFERENT", .red) + "  \(pool)@\(firstDifferent.map { "\($0)" } ?? "?"): \(rate)")
            if let expected, let found { terminal.line("  stored \(expected)\n  folded \(found)") }
        }
        terminal.line("  state \(stateHash)" + (poolDigest.map { "\n  pool bytes \($0)" } ?? ""))
        if !reason.isEmpty { terminal.line("  " + reason) }
    }
}
