internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ShowJobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows where a job stands.")

    @Argument(help: "The job's number.") var job: JobID
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let found = try await connection.with { try await $0.call(ShowJob(job: job)) }
        try Surroundings.current.terminal.show(JobReport(found), json: output.json)
    }
}
