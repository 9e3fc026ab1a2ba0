internal import Foundation
internal import Synchronization

/// Everything that `engram up` runs, in a folder of its own, for as long as it is measured.
struct BenchInstallation: Sendable {
    /// What runs.
    struct Plan: Sendable {
        var updateWorkers: Int
        var generationWorkers: Int
        /// Nil for the model that ships.
        var model: String?
        /// Nil for a private PostgreSQL.
        var database: String?
    }

    let endpoints: EndpointsFile

    /// Endpoint of the store's requests, where workers ask.
    func storeEndpoint() throws(Failure) -> String {
        guard let endpoint = endpoints.services["store"]?["requests"] else {
            throw Failure(.fault, "The store has not said where it listens.")
        }
        return endpoint
    }

    /// Starts it, calls `body`, stops it and leaves nothing behind; the kernel stops it should this program be killed.
    static func with(
        _ plan: Plan, _ body: (BenchInstallation) async throws -> Void
    ) async throws {
        let folder = DataFolder(URL(filePath: "/tmp/engram-bench-\(getpid())-\(UUID().uuidString.prefix(8))"))
        let surroundings = Surroundings.current.environment
        let up = ProcessPlan(
            name: "up", tier: 0, program: Surroundings.programFolder.appending(path: "engram"),
            readiness: .announcement(folder.root)
        ) { _ in plan.arguments(folder) }
        let hasEnded = Mutex(false)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let child = ChildProcess.launch(
            up.command(
                setpriv: Programs.onPath("setpriv", environment: surroundings), announcements: Announcements()),
            log: logFile(of: folder), environment: ServiceEnvironment.plain(surroundings)
        ) { _ in
            hasEnded.withLock { $0 = true }
            end.finish()
        }
        let result: Result<Void, any Error>
        do {
            try await body(try await ready(folder) { hasEnded.withLock { $0 } })
            result = .success(())
        } catch { result = .failure(error) }
        // Also for a cancelled run: a task of its own is not cancelled.
        await Task { await stop(child, ends, folder) }.value
        try result.get()
    }

    private static let patience = Duration.seconds(90)

    private static func ready(_ folder: DataFolder, hasEnded: () -> Bool) async throws -> BenchInstallation {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline, !hasEnded() {
            if let endpoints = EndpointsFile.read(folder) { return BenchInstallation(endpoints: endpoints) }
            try await Task.sleep(for: .milliseconds(20))
        }
        let said = (try? String(contentsOf: logFile(of: folder), encoding: .utf8)) ?? ""
        throw Failure(.unavailable, "`engram up` did not come up.", advice: said)
    }

    private static func logFile(of folder: DataFolder) -> URL { folder.root.appendingPathExtension("log") }

    /// - Parameter ends: finishes with the process.
    private static func stop(_ child: ChildProcess, _ ends: AsyncStream<Void>, _ folder: DataFolder) async {
        // Again and again: the first may come before the process has begun.
        let insisting = Task {
            while !Task.isCancelled {
                child.signal(SIGTERM)
                try await Task.sleep(for: .seconds(1))
            }
        }
        for await _ in ends {}
        insisting.cancel()
        for left in [folder.root, logFile(of: folder)] { try? FileManager.default.removeItem(at: left) }
    }
}

extension BenchInstallation.Plan {
    fileprivate func arguments(_ folder: DataFolder) -> [String] {
        [
            "up", "--data", folder.root.path, "--ports", "0", "--update-workers", String(updateWorkers),
            "--generation-workers", String(generationWorkers),
        ] + (model.map { ["--model", $0] } ?? []) + (database.map { ["--database", $0] } ?? [])
    }
}
