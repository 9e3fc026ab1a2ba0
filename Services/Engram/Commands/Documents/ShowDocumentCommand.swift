internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ShowDocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows how far a document has come, and how much of it is expected to be left.")

    @Argument(help: "The document: 32 hexadecimal digits.") var document: DocumentID
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await connection.with { try await $0.call(ShowDocument(document: document)) }
        try Surroundings.current.terminal.show(DocumentReport(status), json: output.json)
    }
}
