internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct AwaitDocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Waits until a document is absorbed, dead or cancelled.",
        discussion: "Exit status 1 unless it is absorbed, 75 if it is not done in time.")

    @Argument(help: "The document.") var document: DocumentID
    @Option(help: "Seconds to wait at most.") var timeout = 300.0
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await connection.with {
            try await $0.call(AwaitDocument(document: document), within: .seconds(timeout))
        }
        let report = DocumentReport(status)
        try Surroundings.current.terminal.show(report, json: output.json)
        if !report.isAbsorbed { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}
