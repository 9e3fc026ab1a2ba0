internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct DocumentTextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Prints what was pushed, byte for byte.")

    @Argument(help: "The document.") var document: DocumentID
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private struct Pushed: Encodable {
        let document, pool, text, metadata, source: String
    }

    func run() async throws {
        let found = try await connection.with { try await $0.call(FetchDocumentText(document: document)) }
        let terminal = Surroundings.current.terminal
        guard output.json else { return terminal.text(found.text) }
        let pushed = Pushed(
            document: found.document.description, pool: found.pool.text, text: found.text, metadata: found.metadata,
            source: found.source)
        terminal.line(try Terminal.json(pushed))
    }
}
