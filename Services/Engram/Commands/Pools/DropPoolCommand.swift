internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct DropPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Removes a pool with its documents, facts and log, for ever.")

    @Argument(help: "The pool.") var name: PoolName
    @Flag(help: "Do it.") var yes = false
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        try await connection.with { conversation in
            let pool = try await conversation.call(ShowPool(name: name))
            guard yes else {
                throw Failure(
                    .refused,
                    "\(name) holds \(Amounts.counted(Int(pool.documents), "document")) and would be gone for ever.",
                    advice: "Back up first (engram backup FILE), then: engram pools drop \(name) --yes")
            }
            _ = try await conversation.call(DropPool(name: name, uid: pool.uid), within: .seconds(300))
            terminal.line("\(name) is dropped")
        }
    }
}
