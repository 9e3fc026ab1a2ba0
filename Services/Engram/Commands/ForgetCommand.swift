internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// Takes a document back.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Takes a document out of its pool: goes back before it and absorbs again what followed.",
        discussion: """
            Covers forks, checkpoints, later deltas and the document's facts, and names what remains, such as backups. \
            Without --yes, only the estimate is shown.
            """)

    @Argument(help: "The document: 32 hexadecimal digits.") var document: DocumentID
    @Flag(help: "Also erase its text and every blob computed from it.") var purge = false
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let request = ForgetDocument(document: document, purge: purge, estimateOnly: !yes)
        let report = try await connection.with { conversation in
            let shown = ProgressLine("forget", on: terminal)
            defer { shown.clear() }
            return try await conversation.stream(request, within: .seconds(86_400)) { shown.show($0) }
        }
        try terminal.show(ForgetOutcome(report), json: output.json)
    }
}

struct ForgetOutcome: Report {
    let document: String
    let done: Bool
    let forkVersion: UInt64?
    let pools, remaining: [String]
    let replayedDocuments, estimatedMilliseconds, retractedFacts, erasedBlobs, erasedBytes: UInt64

    init(_ report: ForgetReport) {
        document = report.document.description
        done = report.done
        forkVersion = report.forkVersion?.value
        pools = report.pools.map(\.text)
        remaining = report.remaining
        replayedDocuments = report.replayedDocuments
        estimatedMilliseconds = report.estimatedMilliseconds
        retractedFacts = report.retractedFacts
        erasedBlobs = report.erasedBlobs
        erasedBytes = report.erasedBytes
    }

    func write(to terminal: Terminal) {
        let verb = done ? "Forgotten" : "Would be forgotten"
        terminal.line("\(verb): \(document), in \(pools.isEmpty ? "no pool" : pools.joined(separator: ", "))")
        let from =
            forkVersion.map { "from version \($0)" }
            ?? "from the start, since retention has dropped the version before it"
        let documents = Amounts.counted(Int(replayedDocuments), "document")
        let again =
            replayedDocuments == 0
            ? "nothing came after it" : "\(documents) \(from), \(Amounts.estimate(estimatedMilliseconds))"
        terminal.line("  absorbed again: \(again)")
        if retractedFacts > 0 { terminal.line("  retracted: \(Amounts.counted(Int(retractedFacts), "fact"))") }
        if erasedBlobs > 0 {
            terminal.line("  erased: \(Amounts.counted(Int(erasedBlobs), "blob")), \(Amounts.bytes(erasedBytes))")
        }
        for sentence in remaining { terminal.line("  remains: \(sentence)") }
        if !done { terminal.note("Nothing was changed. Do it: --yes") }
    }
}
