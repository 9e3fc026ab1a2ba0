internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct RequeueJobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requeue", abstract: "Tries dead or parked jobs again, with their attempts counted from zero.")

    @Argument(help: "The jobs' numbers.") var jobs: [JobID] = []
    @Flag(help: "Every dead letter.") var allDead = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard allDead != !jobs.isEmpty else { throw ValidationError("Name jobs, or say --all-dead.") }
    }

    func run() async throws {
        let requeued = try await connection.with { conversation in
            let chosen = allDead ? try await conversation.jobs(in: nil, state: .dead, max: 100_000).map(\.job) : jobs
            var requeued: [JobReport] = []
            for job in chosen { requeued.append(JobReport(try await conversation.call(RequeueJob(job: job)))) }
            return requeued
        }
        try Surroundings.current.terminal.show(JobListReport(jobs: requeued), json: output.json)
    }
}
