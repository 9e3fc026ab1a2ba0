internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct CancelJobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancels a job that is not done; pieces already absorbed stay.")

    @Argument(help: "The job's number.") var job: JobID
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let found = try await connection.with { try await $0.call(CancelJob(job: job)) }
        try Surroundings.current.terminal.show(JobReport(found), json: output.json)
    }
}
