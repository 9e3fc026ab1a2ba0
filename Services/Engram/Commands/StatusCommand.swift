internal import ArgumentParser
internal import Foundation
internal import MemoryTypes
internal import Wire

/// How everything is.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows queues, workers, dead letters and totals.",
        discussion: "Exit status 69 if nothing answers.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await connection.with { try await $0.call(ShowStatus(), within: .seconds(10)) }
        try Surroundings.current.terminal.show(StatusReport(status), json: output.json)
    }
}

struct StatusReport: Report {
    struct Worker: Encodable, Sendable {
        let name, kind, endpoint, model, modelDigest, build: String
        let running, waiting: UInt32
        let lastSeen: Date

        init(_ worker: WorkerDescription) {
            name = worker.name
            kind = "\(worker.kind)"
            endpoint = worker.endpoint
            model = worker.modelName
            modelDigest = worker.model.description
            build = worker.build
            running = worker.running
            waiting = worker.waiting
            lastSeen = worker.lastSeen.date
        }
    }

    let build: String
    let started: Date
    let ready: Bool
    let pools, documents, records, deadLetters, oldestPendingMilliseconds: UInt64
    let jobs: [String: UInt64]
    let absorbedPerMinute: Double
    let workers: [Worker]

    init(_ status: ServiceStatus) {
        build = status.build
        started = status.started.date
        ready = status.ready
        pools = status.pools
        documents = status.documents
        records = status.records
        deadLetters = status.deadLetters
        oldestPendingMilliseconds = status.oldestPendingMilliseconds
        jobs = Dictionary(status.jobs.map { ("\($0.state)", $0.count) }) { $1 }
        absorbedPerMinute = status.absorbedPerMinute
        workers = status.workers.map { Worker($0) }
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("ready", ready ? "yes" : "no")
        details.add("since", Timestamp(started).text)
        details.add("pools", "\(pools)")
        details.add("documents", "\(documents)")
        details.add("log records", "\(records)")
        let waiting = jobs.filter { !["done", "dead", "cancelled"].contains($0.key) && $0.value > 0 }
        let states = waiting.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        details.add("jobs", states.isEmpty ? "none waiting" : states.joined(separator: ", "))
        details.add("oldest job", states.isEmpty ? nil : Amounts.milliseconds(oldestPendingMilliseconds) + " old")
        details.add("absorbed", "\(Int(absorbedPerMinute.rounded())) pieces in the last minute")
        details.add("dead letters", "\(deadLetters)" + (deadLetters > 0 ? " (engram jobs list --state dead)" : ""))
        details.write(to: terminal)
        writeWorkers(to: terminal)
    }

    private func writeWorkers(to terminal: Terminal) {
        guard !workers.isEmpty else { return terminal.note("No workers have registered.") }
        terminal.line()
        var table = Table(
            .left("worker"), .left("kind"), .left("model"), .right("running"), .right("waiting"), .left("address"),
            .left("last seen"))
        for row in workers {
            table.add(
                row.name, row.kind, row.model, "\(row.running)", "\(row.waiting)", row.endpoint,
                Timestamp(row.lastSeen).text)
        }
        table.write(to: terminal)
    }
}
