internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RetractFactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract", abstract: "Records that a fact holds no longer; what was known before stays known.")

    @Argument(help: "The pool.") var pool: PoolName
    @Argument var subject: String
    @Argument var relation: String
    @Argument var object: String
    @Option(help: "It was true until then (ISO 8601); without this it never was.") var validTo: Timestamp?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let triple = Triple(subject: subject, relation: relation, object: object)
        let request = RetractTriple(name: pool, triple: triple, validTo: validTo)
        let recorded = try await connection.with { try await $0.call(request) }
        try Surroundings.current.terminal.show(FactOutcome(recorded, done: "retracted"), json: output.json)
    }
}
