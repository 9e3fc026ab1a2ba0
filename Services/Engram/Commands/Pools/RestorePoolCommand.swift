internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RestorePoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes a new version that reads as an earlier one did; nothing of the log is lost.",
        discussion: "Example: engram pools restore people@12")

    @Argument(help: "The pool and the version to read like, as NAME@VERSION.") var pool: PoolArgument
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard pool.version != nil else { throw ValidationError("Say which version: \(pool.name)@VERSION.") }
    }

    func run() async throws {
        let request = RestorePool(name: pool.name, version: pool.version ?? PoolVersion(0))
        let restored = try await connection.with { try await $0.call(request, within: .seconds(300)) }
        try Surroundings.current.terminal.show(PoolReport(restored), json: output.json)
    }
}
