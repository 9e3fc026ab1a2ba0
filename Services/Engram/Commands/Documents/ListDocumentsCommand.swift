internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ListDocumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists documents in the order of arrival, with their age and what is left.")

    @Option(help: "Only of this pool.") var pool: PoolName?
    @Option(help: "Only in this state: \(StateNames.documents.joined(separator: ", ")).") var state: String?
    @Option(help: "Documents at most.") var limit = 1000
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let state = try state.map(StateNames.document)
        let documents = try await connection.with {
            try await $0.documents(in: pool, state: state, max: limit)
        }
        let report = DocumentListReport(documents: documents.map { DocumentReport($0) })
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}

/// States by their names.
enum StateNames {
    static let documents = (UInt8(1)...8).compactMap { DocumentState(rawValue: $0).map { "\($0)" } }
    static let jobs = (UInt8(1)...8).compactMap { JobState(rawValue: $0).map { "\($0)" } }

    static func document(_ name: String) throws -> DocumentState {
        let found = (UInt8(1)...8).compactMap { DocumentState(rawValue: $0) }.first { "\($0)" == name }
        guard let found else { throw ValidationError("--state is one of \(documents.joined(separator: ", ")).") }
        return found
    }

    static func job(_ name: String) throws -> JobState {
        let found = (UInt8(1)...8).compactMap { JobState(rawValue: $0) }.first { "\($0)" == name }
        guard let found else { throw ValidationError("--state is one of \(jobs.joined(separator: ", ")).") }
        return found
    }
}
