import Bytes
import Files
import Foundation
import MemoryTypes
import ServiceKit
import TestKit
import Wire
import ZeroMQ

/// The real program, on a database of the test's own.
final class StoreProcess {
    let database: String
    let context = Context()
    private let folder: URL
    private let options: [String]
    private let security: SocketSecurity
    private var process: Process?
    private(set) var client: RequestClient
    private(set) var endpoints: [String: String]

    init(database: String, options: [String] = [], security: SocketSecurity = .none) async throws {
        self.database = database
        self.options = options
        self.security = security
        folder = FileManager.default.temporaryDirectory.appending(path: "engram-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let started = try Self.launch(database, options, folder)
        process = started
        endpoints = try await Self.endpoints(of: started, folder)
        client = try await RequestClient(to: endpoints["requests"] ?? "", in: context, security: security)
    }

    deinit {
        process?.terminate()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Kills the program as a crash would and starts it again.
    func killAndRestart() async throws {
        if let process { kill(process.processIdentifier, SIGKILL) }
        process?.waitUntilExit()
        try? FileManager.default.removeItem(at: folder.appending(path: "announce.json"))
        let started = try Self.launch(database, options, folder)
        process = started
        endpoints = try await Self.endpoints(of: started, folder)
        client = try await RequestClient(to: endpoints["requests"] ?? "", in: context, security: security)
    }

    /// Ends the program as an operator would.
    ///
    /// - Returns: its exit status.
    func stop() -> Int32 {
        guard let process else { return -1 }
        process.terminate()
        process.waitUntilExit()
        self.process = nil
        return process.terminationStatus
    }

    func call<Asked: Request>(_ request: Asked, within limit: Duration = .seconds(20)) async throws -> Asked.Reply {
        try await client.call(request, CallOptions(within: limit))
    }

    private static func launch(_ database: String, _ options: [String], _ folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "engram-store")
        process.arguments =
            [
                "--database", database, "--requests", "tcp://127.0.0.1:*", "--events", "tcp://127.0.0.1:*",
                "--announce", folder.appending(path: "announce.json").path, "--log-level", "error",
            ] + options
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func endpoints(of process: Process, _ folder: URL) async throws -> [String: String] {
        let file = folder.appending(path: "announce.json")
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end, process.isRunning {
            if let bytes = try? Data(contentsOf: file), let object = try? JSONSerialization.jsonObject(with: bytes),
                let endpoints = object as? [String: String]
            {
                return endpoints
            }
            await Task.yield()
        }
        throw TestKitError("engram-store did not say where it can be reached")
    }
}
