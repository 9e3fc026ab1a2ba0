internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// What a pool's edits must keep to.
struct GuardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Shows or sets what edits of a pool must keep to.",
        discussion: """
            Each edit is measured before it is committed. One that crosses a threshold is refused, or committed and \
            dropped at once with --action revert, so that the log has both. What is not given stays as it was.
            """)

    @Argument(help: "The pool.") var name: PoolName
    @Option(help: "What happens to an edit that crosses a threshold: refuse or revert.") var action: String?
    @Option(help: "Least share of the target's tokens that are likeliest, 0 ... 1.") var reliability: Double?
    @Option(help: "The same after paraphrases, 0 ... 1.") var paraphrase: Double?
    @Option(help: "Least share of tokens after canary prompts that stay, 0 ... 1.") var locality: Double?
    @Option(help: "Most that the perplexity of a fixed text may grow by, as a factor.") var perplexityGrowth: Double?
    @Option(help: "Most that a weight may change by beside itself.") var change: Double?
    @Option(help: "Least share of the key along a rank-one change's direction.") var keyShare: Double?
    @Flag(help: "Begin from the thresholds that a pool has when nobody has set any.") var standard = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private static let actions: [String: EditGuardAction] = ["refuse": .refuse, "revert": .revert]

    func validate() throws {
        if let action, Self.actions[action] == nil { throw ValidationError("--action is refuse or revert.") }
        for share in [reliability, paraphrase, locality].compactMap({ $0 }) where !(0...1 ~= share) {
            throw ValidationError("A share lies in 0 ... 1; \(share) does not.")
        }
        for limit in [perplexityGrowth, change, keyShare].compactMap({ $0 }) where !(limit >= 0 && limit.isFinite) {
            throw ValidationError("A threshold is a number of 0 or more; \(limit) is not.")
        }
    }

    func run() async throws {
        let shown = try await connection.with { conversation in
            let now = try await conversation.call(ShowGuard(name: name))
            let wanted = changed(standard ? .standard : now.thresholds)
            guard wanted != now.thresholds else { return now }
            return try await conversation.call(SetGuard(name: name, thresholds: wanted))
        }
        try Surroundings.current.terminal.show(GuardReport(shown), json: output.json)
    }

    private func changed(_ before: EditGuard) -> EditGuard {
        var after = before
        after.action = action.flatMap { Self.actions[$0] } ?? before.action
        after.reliabilityMin = reliability ?? before.reliabilityMin
        after.paraphraseMin = paraphrase ?? before.paraphraseMin
        after.localityMin = locality ?? before.localityMin
        after.perplexityGrowthMax = perplexityGrowth ?? before.perplexityGrowthMax
        after.relativeChangeMax = change ?? before.relativeChangeMax
        after.keyShareMin = keyShare ?? before.keyShareMin
        return after
    }
}

/// The thresholds of a pool's edits for people and machines.
struct GuardReport: Report {
    let pool, action: String
    let reliabilityMin, paraphraseMin, localityMin, perplexityGrowthMax, relativeChangeMax, keyShareMin: Double

    init(_ shown: GuardShown) {
        let thresholds = shown.thresholds
        (pool, action) = (shown.name.text, "\(thresholds.action)")
        (reliabilityMin, paraphraseMin) = (thresholds.reliabilityMin, thresholds.paraphraseMin)
        (localityMin, perplexityGrowthMax) = (thresholds.localityMin, thresholds.perplexityGrowthMax)
        (relativeChangeMax, keyShareMin) = (thresholds.relativeChangeMax, thresholds.keyShareMin)
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("pool", pool)
        details.add("an edit that crosses", action == "revert" ? "is committed and dropped" : "is refused")
        details.add("reliability", "at least \(reliabilityMin)")
        details.add("paraphrase", "at least \(paraphraseMin)")
        details.add("locality", "at least \(localityMin)")
        details.add("perplexity", "at most \(perplexityGrowthMax) times as large")
        details.add("change of a weight", "at most \(relativeChangeMax)")
        details.add("share of the key", "at least \(keyShareMin)")
        details.write(to: terminal)
    }
}
