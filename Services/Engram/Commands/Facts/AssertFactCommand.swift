internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct AssertFactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assert", abstract: "Records a fact.",
        discussion: "Example: engram facts assert people \"Marie Curie\" \"born in\" Warsaw")

    @Argument(help: "The pool.") var pool: PoolName
    @Argument var subject: String
    @Argument var relation: String
    @Argument var object: String
    @Option(help: "True in the world since (ISO 8601).") var validFrom: Timestamp?
    @Option(help: "True in the world until, exclusive (ISO 8601).") var validTo: Timestamp?
    @Option(help: "The document it was read in.") var document: DocumentID?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = AssertTriple(
            name: pool, triple: Triple(subject: subject, relation: relation, object: object), validFrom: validFrom,
            validTo: validTo, document: document)
        let recorded = try await connection.with { try await $0.call(request) }
        try Surroundings.current.terminal.show(FactOutcome(recorded, done: "asserted"), json: output.json)
    }
}
