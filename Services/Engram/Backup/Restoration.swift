internal import Foundation
internal import MemoryTypes
internal import Synchronization
internal import Wire

/// Fills a fresh data folder from a backup, and checks what came out with the services themselves.
struct Restoration: Sendable {
    let folder: DataFolder
    let surroundings: Surroundings

    /// Restores the dump, starts the store and ingest on it, verifies every pool of the manifest, and stops them.
    func run(_ archive: BackupArchive, _ manifest: BackupManifest) async throws -> RestoreReport {
        let postgres = try PrivatePostgreSQL(in: folder, environment: surroundings.environment)
        guard !postgres.isCreated else {
            throw Failure(
                .refused, "\(folder.root.path) holds a database already.",
                advice: "Restore into a fresh folder: --data FOLDER")
        }
        try await postgres.prepare()
        try await running([postgres.plan(tier: 0)]) { _ in
            try await load(archive, postgres)
        }
        let services = ServicePlans(
            folder: folder, model: folder.root, database: postgres.connection, updateWorkers: 0, generationWorkers: 0,
            weights: "f32", portBase: 0, environment: surroundings.environment)
        let checked = Mutex<[RestoreReport.Pool]>([])
        try await running([postgres.plan(tier: 0)] + services.all()) { announced in
            let found = try await verify(manifest, at: announced["ingest", "frontend"] ?? "")
            checked.withLock { $0 = found }
        }
        return RestoreReport(folder: folder.root.path, made: manifest.made, pools: checked.withLock { $0 })
    }

    private func load(_ archive: BackupArchive, _ postgres: PrivatePostgreSQL) async throws {
        let program = postgres.programs.appending(path: "pg_restore")
        let result = try await CommandResult.of(
            program,
            ["--no-owner", "--no-privileges", "--exit-on-error", "--dbname", postgres.connection, archive.dump.path])
        guard result.status == 0 else { throw Failure(.data, "pg_restore failed: \(result.lastLine)") }
    }

    /// Runs `plans`, calls `body` once all are ready, and stops them.
    private func running(
        _ plans: [ProcessPlan], _ body: @escaping @Sendable (Announcements) async throws -> Void
    ) async throws {
        let outcome = Mutex<(any Error)?>(nil)
        let (ready, tellReady) = AsyncStream.makeStream(of: Announcements.self)
        let supervisor = Supervisor(plans, in: folder, surroundings: surroundings) { announced in
            tellReady.yield(announced)
            tellReady.finish()
        }
        let work = Task {
            for await announced in ready {
                do { try await body(announced) } catch { outcome.withLock { $0 = error } }
                supervisor.stop()
            }
        }
        defer { work.cancel() }
        try await supervisor.run()
        if let error = outcome.withLock({ $0 }) { throw error }
    }

    private func verify(_ manifest: BackupManifest, at endpoint: String) async throws -> [RestoreReport.Pool] {
        let conversation = try await surroundings.connect(ConnectionTarget(endpoint: endpoint, credential: ""))
        var checked: [RestoreReport.Pool] = []
        for pool in manifest.pools {
            guard let name = PoolName(pool.name) else { throw Failure(.data, "\(pool.name) is not a pool's name.") }
            checked.append(try await verify(pool, name, conversation))
        }
        await conversation.close()
        return checked
    }

    private func verify(
        _ pool: BackupManifest.Pool, _ name: PoolName, _ conversation: any Conversation
    ) async throws -> RestoreReport.Pool {
        let page = try await conversation.call(ListLog(name: name, from: LogPosition(pool.position), limit: 1))
        let isSame = page.uid.description == pool.uid && page.entries.first?.hash.description == pool.headHash
        var chain = ChainCheck(pool: pool.name)
        try await chain.read(name, conversation)
        let replay = try await conversation.stream(
            ReplayPool(name: name, from: .start, deep: false), within: .seconds(86_400)
        ) { _ in }
        return RestoreReport.Pool(
            pool: pool.name, version: replay.last.value, isSame: isSame, chainHolds: chain.holds,
            replayHolds: replay.holds)
    }
}

struct RestoreReport: Report {
    struct Pool: Encodable, Sendable {
        let pool: String
        let version: UInt64
        /// The record of the manifest is there under the same hash.
        let isSame: Bool
        let chainHolds, replayHolds: Bool

        var holds: Bool { isSame && chainHolds && replayHolds }
    }

    let folder: String
    let made: Date
    let pools: [Pool]

    var holds: Bool { pools.allSatisfy(\.holds) }

    func write(to terminal: Terminal) {
        var table = Table(.left("pool"), .right("version"), .left("log"), .left("chain"), .left("replay"))
        for pool in pools {
            table.add(
                pool.pool, "\(pool.version)", pool.isSame ? "as backed up" : "DIFFERENT",
                pool.chainHolds ? "ok" : "BROKEN",
                pool.replayHolds ? "ok" : "DIFFERENT")
        }
        table.write(to: terminal)
        terminal.line("restored into \(folder), backup of \(Timestamp(made).text)")
        terminal.note("Run it: engram up --data \(folder)")
    }
}
