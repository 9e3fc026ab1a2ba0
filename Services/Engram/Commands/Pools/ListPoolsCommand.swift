internal import ArgumentParser

struct ListPoolsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists pools with their versions.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let pools = try await connection.with { try await $0.allPools() }
        try Surroundings.current.terminal.show(PoolListReport(pools: pools.map { PoolReport($0) }), json: output.json)
    }
}
