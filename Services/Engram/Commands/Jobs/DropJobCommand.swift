internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct DropJobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: "Removes dead letters.")

    @Argument(help: "The jobs' numbers.") var jobs: [JobID]
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await connection.with { conversation in
            for job in jobs { _ = try await conversation.call(DropJob(job: job)) }
        }
        Surroundings.current.terminal.line("\(Amounts.counted(jobs.count, "dead letter")) dropped")
    }
}
