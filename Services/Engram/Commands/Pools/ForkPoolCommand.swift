internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ForkPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork",
        abstract: "Creates a pool that begins as another one stood at a version; the other one stays as it is.",
        discussion: "Example: engram pools fork people@12 people-before")

    @Argument(help: "The pool to fork, as NAME or NAME@VERSION; the newest version if none is given.")
    var source: PoolArgument
    @Argument(help: "The fork's name.") var name: PoolName
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = ForkPool(source: source.name, version: source.version, name: name)
        let pool = try await connection.with { try await $0.call(request, within: .seconds(300)) }
        try Surroundings.current.terminal.show(PoolReport(pool), json: output.json)
    }
}
