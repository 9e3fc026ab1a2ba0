internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RefreshPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Absorbs documents again that have faded, as logged work.",
        discussion: "A latent memory fades with every update. Without --yes, only the estimate is shown.")

    @Argument(help: "The pool.") var name: PoolName
    @Argument(help: "Only these documents; all that are kept if none are given.") var documents: [DocumentID] = []
    @Flag(help: "Only documents that are pinned (`engram documents pin`).") var pinned = false
    @Option(help: "Only documents of which less than this share is expected to be left, 0 ... 1.") var below = 1.0
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...1).contains(below) else { throw ValidationError("--below is a share, 0 ... 1.") }
    }

    func run() async throws {
        let request = RefreshPool(
            name: name, documents: documents, pinnedOnly: pinned, survivalBelow: below, estimateOnly: !yes)
        let done = try await connection.with { try await $0.call(request, within: .seconds(300)) }
        try Surroundings.current.terminal.show(RefreshOutcome(done), json: output.json)
    }
}

struct RefreshOutcome: Report {
    let pool: String
    let documents, pieces, estimatedMilliseconds: UInt64
    let survivalAfter: Double
    let done: Bool

    init(_ report: RefreshReport) {
        pool = report.name.text
        documents = report.documents
        pieces = report.pieces
        estimatedMilliseconds = report.estimatedMilliseconds
        survivalAfter = report.survivalAfter
        done = report.done
    }

    func write(to terminal: Terminal) {
        guard documents > 0 else { return terminal.line("No document of \(pool) needs it.") }
        let work = "\(Amounts.counted(Int(documents), "document")) in \(Amounts.counted(Int(pieces), "piece"))"
        let time = Amounts.estimate(estimatedMilliseconds)
        terminal.line(
            done ? "\(pool): \(work) are being absorbed again, \(time)" : "\(pool): would absorb \(work) again, \(time)"
        )
        terminal.line(
            "Of the first of them \(Amounts.percent(survivalAfter)) is expected to be left when the last is done.")
        if survivalAfter < 0.5 {
            terminal.warn("That is less than half: keep fewer documents in one pool, or spread them over several.")
        }
        if !done { terminal.note("Nothing was changed. Do it: --yes") }
    }
}
