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
        /// A store that waits for the end of the first one, to take its place and its addresses.
        case standby
        /// A store that waits likewise, at addresses of its own.
        case rival
        case update(Int)
        case generate(Int)

        var name: String {
            switch self {
            case .store: "store"
            case .ingest: "ingest"
            case .standby: "standby"
            case .rival: "rival"
            case .update(let number): "update-\(number)"
            case .generate(let number): "generate-\(number)"
            }
        }

        var program: String {
            switch self {
            case .store, .standby, .rival: "engram-store"
            case .ingest: "engram-ingest"
            case .update: "engram-update"
            case .generate: "engram-generate"
            }
        }
    }

    nonisolated let folder: URL
    nonisolated let context = Context()
    nonisolated let database: String
    /// Key files of the roles, if all talk under CURVE.
    private var keys: WalkKeys?
    private let cluster: PostgreSQLCluster
    private let undertaker: Undertaker
    private let leaseSeconds: Int
    private var programs: [Role: RunningProgram] = [:]
    private var endpoints: [Role: [String: String]] = [:]
    /// Where update workers find key statistics.
    private var statistics: URL?
    /// Where generation workers find the store, if not where it is.
    private var storeForGeneration: String?

    /// - Parameter leaseSeconds: how long a dead worker's job waits for another.
    init(leaseSeconds: Int = 3) throws {
        cluster = try PostgreSQLCluster()
        folder = URL(filePath: "/tmp/engram-walk-\(UUID().uuidString.prefix(8).lowercased())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        undertaker = try Undertaker(folder: folder)
        self.leaseSeconds = leaseSeconds
        database = cluster.connection(to: "engram")
        try Connection(cluster.connection(to: "postgres")).execute("CREATE DATABASE engram")
    }

    /// From now on programs are started with CURVE keys of their own, and know each other by them.
    func useCurve(_ keys: WalkKeys) { self.keys = keys }

    /// From now on update workers are started with key statistics of the model, taken over a text with many words: keys
    /// of the few forms of its own sentences do not span their space.
    func takeStatistics(layers: [Int]) async throws {
        let statistics = folder.appending(path: "statistics")
        try FileManager.default.createDirectory(at: statistics, withIntermediateDirectories: false)
        let log = folder.appending(path: "statistics.log")
        let text = Programs.sources.appending(path: "docs/PROTOCOL.md")
        let program = try RunningProgram(
            Programs.program("engram"),
            [
                "edit", "stats", "--model", Programs.model.path, "--scratch", folder.path,
                "--text", text.path, "--layers", layers.map(String.init).joined(separator: ","),
                "--out", statistics.appending(path: "pilot.safetensors").path,
            ], log: log)
        guard await program.status == 0 else {
            throw TestKitError(String(decoding: try Data(contentsOf: log), as: UTF8.self))
        }
        self.statistics = statistics
    }

    /// Starts the store, ingest and workers, and waits until they can be reached.
    func start(updateWorkers: Int, generationWorkers: Int) async throws {
        try await start(.store)
        try await start(.ingest)
        for number in 0..<updateWorkers { try await start(.update(number)) }
        for number in 0..<generationWorkers { try await start(.generate(number)) }
    }

    /// Starts a program and waits until it can be reached.
    func start(_ role: Role) async throws {
        try launch(role)
        try await announced(role)
    }

    /// Starts a program.
    func launch(_ role: Role) throws {
        let announcement = announcement(of: role)
        try? FileManager.default.removeItem(at: announcement)
        let arguments = try arguments(role) + curveArguments(role)
        programs[role] = try RunningProgram(
            Programs.program(role.program),
            arguments + ["--announce", announcement.path, "--drain-seconds", "5"], log: logFile(role))
        try undertaker.note(Array(programs.values))
    }

    /// Waits until a program says where it can be reached.
    func announced(_ role: Role) async throws {
        try await eventually("\(role.name) has announced itself; its log: \(log(role))") {
            guard programs[role]?.isRunning == true else {
                throw TestKitError("\(role.name) has ended; its log: \(log(role))")
            }
            return FileManager.default.fileExists(atPath: announcement(of: role).path)
        }
        endpoints[role] = try JSONDecoder().decode(
            [String: String].self, from: Data(contentsOf: announcement(of: role)))
    }

    private func announcement(of role: Role) -> URL { folder.appending(path: "\(role.name).json") }
    private func logFile(_ role: Role) -> URL { folder.appending(path: "\(role.name).log") }

    /// Kills a program as if its machine had lost power, and starts it again.
    func restart(_ role: Role) async throws {
        await programs[role]?.end(SIGKILL)
        try await start(role)
    }

    /// Kills a program.
    func kill(_ role: Role) async { await programs[role]?.end(SIGKILL) }

    /// Lets a program stand still, or go on.
    func hold(_ role: Role, _ isHeld: Bool) { programs[role]?.send(isHeld ? SIGSTOP : SIGCONT) }

    func isRunning(_ role: Role) -> Bool { programs[role]?.isRunning ?? false }

    /// The exit status of a program that ends by itself.
    func ended(_ role: Role) async -> Int32? { await programs[role]?.status }

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
        try await EngramClient(
            ingest: try endpoint(.ingest, "frontend"), in: context, ingestKey: try keys?.publicKey(of: .ingest),
            keys: try keys?.own())
    }

    /// The last lines of a program's log.
    func log(_ role: Role) -> String {
        let data = (try? Data(contentsOf: logFile(role))) ?? Data()
        return String(decoding: data.suffix(2000), as: UTF8.self)
    }

    private func arguments(_ role: Role) throws -> [String] {
        let free = "tcp://127.0.0.1:*"
        switch role {
        case .store, .standby, .rival:
            let place = role == .standby ? .store : role
            return [
                "--database", database, "--lease", "\(leaseSeconds)",
                "--requests", endpoints[place]?["requests"] ?? free, "--events", endpoints[place]?["events"] ?? free,
            ]
        case .ingest:
            return ["--store", try endpoint(.store, "requests"), "--frontend", endpoints[role]?["frontend"] ?? free]
        case .update:
            return [
                "--store", try endpoint(.store, "requests"), "--model", Programs.model.path, "--name", role.name,
            ] + (statistics.map { ["--statistics", $0.path] } ?? [])
        case .generate:
            return [
                "--store", try storeForGeneration ?? endpoint(.store, "requests"),
                "--events", try endpoint(.store, "events"), "--model", Programs.model.path, "--name", role.name,
                "--frontend", endpoints[role]?["frontend"] ?? free,
            ]
        }
    }
}

extension Machine {
    private func curveArguments(_ role: Role) -> [String] { keys?.arguments(for: role) ?? [] }
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
