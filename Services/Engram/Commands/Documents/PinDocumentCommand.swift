internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct PinDocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Marks documents for `engram pools refresh --pinned`.")

    @Argument(help: "The documents.") var documents: [DocumentID]
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await connection.with { conversation in
            for document in documents { _ = try await conversation.call(PinDocument(document: document, pinned: true)) }
        }
    }
}

struct UnpinDocumentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unpin", abstract: "Takes the mark away.")

    @Argument(help: "The documents.") var documents: [DocumentID]
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await connection.with { conversation in
            for document in documents {
                _ = try await conversation.call(PinDocument(document: document, pinned: false))
            }
        }
    }
}
