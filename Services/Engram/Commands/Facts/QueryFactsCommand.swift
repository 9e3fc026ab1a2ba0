internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct QueryFactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Finds facts that match exactly; give at least one side.")

    @Argument(help: "The pool.") var pool: PoolName
    @Option var subject: String?
    @Option var relation: String?
    @Option var object: String?
    @Option(help: "Only what is true in the world then (ISO 8601).") var validAt: Timestamp?
    @Option(help: "As the log stood at this position.") var asOf: LogPosition?
    @Option(help: "Only facts with a higher number.") var after: UInt64?
    @Option(help: "Facts at most, 1 ... 1000.") var limit = 100
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard subject != nil || relation != nil || object != nil else {
            throw ValidationError("Give --subject, --relation or --object.")
        }
    }

    func run() async throws {
        let request = QueryTriples(
            name: pool, subject: subject, relation: relation, object: object, validAt: validAt, asOf: asOf,
            after: after,
            limit: limit)
        let page = try await connection.with { try await $0.call(request) }
        let report = FactListReport(
            facts: page.facts.map { FactRow($0) }, next: page.next, position: page.position.value)
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}
