internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct CreatePoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Creates a pool at version 0.")

    @Argument(help: "Its name: a-z, 0-9, '.', '_' and '-'.") var name: PoolName
    @Option(help: "A model's name or digest; not needed where workers have one model only.") var model = ""
    @Option(help: "Independent chains, so that several workers absorb at a time. Must divide the model's memory.")
    var shards = 1
    @Option(help: "Seeds what is forgotten; drawn by the store if absent.") var seed: UInt64?
    @Flag(help: "Start without the memory that the model brings.") var empty = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = CreatePool(name: name, model: model, shards: shards, seed: seed, empty: empty)
        let pool = try await connection.with { try await $0.call(request) }
        try Surroundings.current.terminal.show(PoolReport(pool), json: output.json)
    }
}
