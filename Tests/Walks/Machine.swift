import Foundation
import PostgreSQL
import StoreClient
import TestKit
import ZeroMQ

/// A whole Engram with the real programs and a PostgreSQL of its own.
actor Machine {
    /// A program of the machine.
    enum Role: Hashable, Sendable {
        case store, ingest
        case update(Int)
        case generate(Int)

        var name: String {
            switch self {
            case .store: "store"
            case .ingest: "ingest"
            case .update(let number): "update-\(number)"
            case .generate(let number): "generate-\(number)"
            }
        }

        var program: String {
            switch self {
            case .store: "engram-store"
            case .ingest: "engram-ingest"
            case .update: "engram-update"
            case .generate: "engram-generate"
            }
        }
    }

    nonisolated let folder: URL
    nonisolated let context = Context()
    private let cluster: PostgreSQLCluster
    private let undertaker: Undertaker
    private let leaseSeconds: Int
    private var programs: [Role: RunningProgram] = [:]
    private var endpoints: [Role: [String: String]] = [:]
    /// Where generation workers find the store, if not where it is.
    private var storeForGeneration: String?

    /// - Parameter leaseSeconds: how long a dead worker's job waits for another.
    init(leaseSeconds: Int = 3) throws {
        cluster = try PostgreSQLCluster()
        folder = URL(filePath: "/tmp/engram-walk-\(UUID().uuidString.prefix(8).lowercased())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        undertaker = try Undertaker(folder: folder)
        self.leaseSeconds = leaseSeconds
        try Connection(cluster.connection(to: "postgres")).execute("CREATE DATABASE engram")
    }

    /// Starts the store, ingest and workers, and waits until they can be reached.
    func start(updateWorkers: Int, generationWorkers: Int) async throws {
        try await start(.store)
        try await start(.ingest)
        for number in 0..<updateWorkers { try await start(.update(number)) }
        for number in 0..<generationWorkers { try await start(.generate(number)) }
    }

    func start(_ role: Role) async throws {
        let announced = folder.appending(path: "\(role.name).json")
        try? FileManager.default.removeItem(at: announced)
        let arguments = try arguments(role) + ["--announce", announced.path, "--drain-seconds", "5"]
        let program = try RunningProgram(
            Programs.program(role.program), arguments, log: folder.appending(path: "\(role.name).log"))
        programs[role] = program
        try undertaker.note(Array(programs.values))
        try await eventually("\(role.name) has announced itself; its log: \(log(role))") {
            guard program.isRunning else { throw TestKitError("\(role.name) has ended; its log: \(log(role))") }
            return FileManager.default.fileExists(atPath: announced.path)
        }
        endpoints[role] = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: announced))
    }

    /// Kills a program as if its machine had lost power, and starts it again.
    func restart(_ role: Role) async throws {
        await programs[role]?.end(SIGKILL)
        try await start(role)
    }

    /// Kills a program.
    func kill(_ role: Role) async { await programs[role]?.end(SIGKILL) }

    /// Tells a program to end.
    ///
    /// - Returns: its exit status.
    func stop(_ role: Role) async -> Int32? { await programs[role]?.end(SIGTERM) }

    /// Stops the database as a crash would, and starts it again.
    func crashDatabase() throws {
        try cluster.stopImmediately()
        try cluster.start()
    }

    /// Ends everything, workers first.
    ///
    /// - Returns: the exit status of each program.
    func end() async -> [String: Int32] {
        var statuses: [String: Int32] = [:]
        let order: [(Role) -> Bool] = [{ $0 != .store && $0 != .ingest }, { $0 == .ingest }, { $0 == .store }]
        for isNext in order {
            for (role, program) in programs where isNext(role) { statuses[role.name] = await program.end(SIGTERM) }
        }
        return statuses
    }

    func endpoint(_ role: Role, _ kind: String) throws -> String {
        guard let endpoint = endpoints[role]?[kind] else { throw TestKitError("\(role.name) has announced no \(kind)") }
        return endpoint
    }

    /// From now on generation workers are started with another address for the store.
    func lead(generationTo endpoint: String) { storeForGeneration = endpoint }

    func client() async throws -> EngramClient {
        try await EngramClient(ingest: try endpoint(.ingest, "frontend"), in: context)
    }

    /// The last lines of a program's log.
    private func log(_ role: Role) -> String {
        let data = (try? Data(contentsOf: folder.appending(path: "\(role.name).log"))) ?? Data()
        return String(decoding: data.suffix(2000), as: UTF8.self)
    }

    private func arguments(_ role: Role) throws -> [String] {
        let free = "tcp://127.0.0.1:*"
        switch role {
        case .store:
            return [
                "--database", cluster.connection(to: "engram"), "--lease", "\(leaseSeconds)",
                "--requests", endpoints[role]?["requests"] ?? free, "--events", endpoints[role]?["events"] ?? free,
            ]
        case .ingest:
            return ["--store", try endpoint(.store, "requests"), "--frontend", endpoints[role]?["frontend"] ?? free]
        case .update:
            return ["--store", try endpoint(.store, "requests"), "--model", Programs.model.path, "--name", role.name]
        case .generate:
            return [
                "--store", try storeForGeneration ?? endpoint(.store, "requests"),
                "--events", try endpoint(.store, "events"), "--model", Programs.model.path, "--name", role.name,
                "--frontend", endpoints[role]?["frontend"] ?? free,
            ]
        }
    }
}

/// Looks again and again until something has happened.
///
/// - Throws: what was waited for, if it did not happen in time.
func eventually(
    _ what: @autoclosure () -> String, within limit: Duration = .seconds(60), _ happened: () async throws -> Bool
) async throws {
    let ends = ContinuousClock.now + limit
    while try await !happened() {
        guard .now < ends else { throw TestKitError("after \(limit) still not: \(what())") }
        await Backoff.pause(.milliseconds(10))
    }
}
