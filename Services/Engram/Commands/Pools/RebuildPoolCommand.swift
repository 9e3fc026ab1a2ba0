internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RebuildPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Builds a pool for another model by absorbing the kept documents of a pool in their order.",
        discussion: """
            The old pool serves meanwhile. `engram jobs list --pool NAME` shows how far it is; it goes on after a \
            stop. The new pool is an ordinary pool under its own name.
            """)

    @Argument(help: "The pool whose documents are absorbed again.") var source: PoolName
    @Argument(help: "The name of the pool that is built.") var name: PoolName
    @Option(help: "A model's name or digest; the same model if absent.") var model = ""
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = RebuildPool(source: source, model: model, name: name)
        let pool = try await connection.with { try await $0.call(request, within: .seconds(300)) }
        try Surroundings.current.terminal.show(PoolReport(pool), json: output.json)
    }
}
