internal import Foundation

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

    /// Starts it, calls `body`, stops it and leaves nothing behind.
    static func with<Result>(
        _ plan: Plan, _ body: (BenchInstallation) async throws -> Result
    ) async throws -> Result {
        let folder = DataFolder(URL(filePath: "/tmp/engram-bench-\(getpid())-\(UUID().uuidString.prefix(8))"))
        let process = Process()
        process.executableURL = Surroundings.programFolder.appending(path: "engram")
        process.arguments = plan.arguments(folder)
        let log = try output(beside: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log
        process.standardError = log
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        do { try process.run() } catch {
            throw Failure(.configuration, "`engram up` cannot be run: \(error.localizedDescription)")
        }
        do {
            let installation = try await ready(process, folder)
            let result = try await body(installation)
            await stop(process, ends, folder)
            return result
        } catch {
            await stop(process, ends, folder)
            throw error
        }
    }

    private static let patience = Duration.seconds(90)

    private static func ready(
        _ process: Process, _ folder: DataFolder
    ) async throws -> BenchInstallation {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline, process.isRunning {
            if let endpoints = EndpointsFile.read(folder) { return BenchInstallation(endpoints: endpoints) }
            try await Task.sleep(for: .milliseconds(20))
        }
        let said = (try? String(contentsOf: logFile(of: folder), encoding: .utf8)) ?? ""
        throw Failure(.unavailable, "`engram up` did not come up.", advice: said)
    }

    private static func logFile(of folder: DataFolder) -> URL { folder.root.appendingPathExtension("log") }

    private static func output(beside folder: DataFolder) throws -> FileHandle {
        let file = logFile(of: folder)
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private static func stop(_ process: Process, _ ends: AsyncStream<Void>, _ folder: DataFolder) async {
        process.terminate()
        for await _ in ends {}
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
