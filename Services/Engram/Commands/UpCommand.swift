internal import ArgumentParser
internal import Foundation
internal import UnixSignals

/// Everything on one machine: PostgreSQL of its own, one of each service, as many workers as wanted.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Runs everything on this machine until it is stopped (Ctrl-C or SIGTERM).",
        discussion: """
            Starts a private PostgreSQL under the data folder, the store, ingest and the workers, all on loopback; \
            starts again what dies; writes endpoints.json into the data folder, by which the other commands find it.
            """)

    @OptionGroup var data: DataOptions

    @Option(
        help: "The model's folder (environment: ENGRAM_MODEL; default: the one that ships).", completion: .directory)
    var model: String?

    @Option(help: "Processes that absorb documents, 0 ... 64.")
    var updateWorkers = 1

    @Option(help: "Processes that answer questions, 0 ... 64.")
    var generationWorkers = 1

    @Option(help: "How weights stand in memory: f32, bf16 or int8.")
    var weights = "f32"

    @Option(
        help: "Ports are counted from here: ingest +1, store +11 and +12, questions from +21 on. 0 takes free ones.")
    var ports = 7400

    @Option(
        help: "A file with an API key of the scope service, once there are keys (environment: ENGRAM_KEY_FILE).",
        completion: .file())
    var keyFile: String?

    @Option(help: "A PostgreSQL elsewhere, as a libpq connection string, instead of a private one.")
    var database: String?

    func validate() throws {
        guard (0...64).contains(updateWorkers) else { throw ValidationError("--update-workers is 0 ... 64.") }
        guard (0...64).contains(generationWorkers) else { throw ValidationError("--generation-workers is 0 ... 64.") }
        guard ["f32", "bf16", "int8"].contains(weights) else {
            throw ValidationError("--weights is f32, bf16 or int8.")
        }
        guard ports == 0 || (1024...65_400).contains(ports) else {
            throw ValidationError("--ports is 0, or 1024 ... 65400.")
        }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let folder = data.folder(surroundings)
        let model = try ModelFolder.chosen(model, environment: surroundings.environment)
        try folder.create()
        let lock = try DataFolderLock(folder)
        defer { lock.release() }
        EndpointsFile.remove(folder)
        defer { EndpointsFile.remove(folder) }
        let canAbsorb = try ModelFolder.hasMemory(model)
        if !canAbsorb {
            surroundings.terminal.note(
                "\(model.lastPathComponent) has no memory: it can be asked, but absorbs nothing, and no pool is made")
        }
        let (plans, database) = try await plans(in: folder, model: model, canAbsorb: canAbsorb, surroundings)
        let supervisor = Supervisor(plans, in: folder, surroundings: surroundings) { announcements in
            await announce(announcements, database: database, folder, surroundings.terminal, canAbsorb: canAbsorb)
        }
        try await Self.run(supervisor)
    }

    private func plans(
        in folder: DataFolder, model: URL, canAbsorb: Bool, _ surroundings: Surroundings
    ) async throws -> ([ProcessPlan], String) {
        let updateWorkers = canAbsorb ? updateWorkers : 0
        var plans: [ProcessPlan] = []
        if database == nil {
            let postgres = try PrivatePostgreSQL(in: folder, environment: surroundings.environment)
            if !postgres.isCreated { surroundings.terminal.note("making a database in \(folder.postgres.path)") }
            try await postgres.prepare()
            plans.append(postgres.plan(tier: 0))
            plans += try services(folder, model, postgres.connection, updateWorkers, surroundings)
            return (plans, postgres.connection)
        }
        let connection = database ?? ""
        return (try services(folder, model, connection, updateWorkers, surroundings), connection)
    }

    private func services(
        _ folder: DataFolder, _ model: URL, _ connection: String, _ updateWorkers: Int, _ surroundings: Surroundings
    ) throws(Failure) -> [ProcessPlan] {
        try ServicePlans(
            folder: folder, model: model, database: connection, updateWorkers: updateWorkers,
            generationWorkers: generationWorkers, weights: weights,
            keyFile: keyFile ?? surroundings.environment.given("ENGRAM_KEY_FILE"), portBase: ports,
            environment: surroundings.environment
        ).all()
    }

    /// Runs until it is stopped by a signal, or cannot go on.
    private static func run(_ supervisor: Supervisor) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let watch = Task {
            for await _ in signals { supervisor.stop() }
        }
        defer { watch.cancel() }
        try await supervisor.run()
    }

    private var hasKey: Bool { (keyFile ?? Surroundings.current.environment.given("ENGRAM_KEY_FILE")) != nil }

    private func announce(
        _ announcements: Announcements, database: String, _ folder: DataFolder, _ terminal: Terminal, canAbsorb: Bool
    ) async {
        do throws(Failure) {
            let endpoints = try EndpointsFile(announcements, database: database)
            try endpoints.write(to: folder)
            terminal.line("engram is up at \(endpoints.ingest), data in \(folder.root.path)")
            if !hasKey, canAbsorb { await FirstPool(endpoint: endpoints.ingest).create(Surroundings.current) }
        } catch {
            terminal.warn(error.sentence)
        }
    }
}
