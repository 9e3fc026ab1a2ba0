internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ListJobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists jobs in the order of arrival.")

    @Option(help: "Only of this pool.") var pool: PoolName?
    @Option(help: "Only in this state: \(StateNames.jobs.joined(separator: ", ")).") var state: String?
    @Flag(help: "Also jobs that are done.") var all = false
    @Option(help: "Jobs at most.") var limit = 1000
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let state = try state.map(StateNames.job)
        let jobs = try await connection.with { try await $0.jobs(in: pool, state: state, max: limit) }
        let shown = jobs.filter { all || state != nil || $0.state != .done }
        try Surroundings.current.terminal.show(JobListReport(jobs: shown.map { JobReport($0) }), json: output.json)
    }
}
