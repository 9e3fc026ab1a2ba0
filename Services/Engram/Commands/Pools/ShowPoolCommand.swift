internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ShowPoolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a pool, and how much of its documents is expected to be left.")

    @Argument(help: "The pool.") var name: PoolName
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// Documents that are looked at for the warning about fading.
    private static let documentsMax = 10_000

    func run() async throws {
        let report = try await connection.with { conversation in
            var report = PoolReport(try await conversation.call(ShowPool(name: name)))
            let documents = try await conversation.documents(in: name, state: .absorbed, max: Self.documentsMax)
            report.faded = documents.filter { $0.survival < 0.5 }.count
            return report
        }
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}
