import Foundation
import MemoryTypes
import TestKit
import Testing

/// The client in Python, written from docs/PROTOCOL.md alone: proof that the text suffices.
@Suite("Walks: Python", .serialized)
struct PythonWalk {
    /// The interpreter that `deploy/test` made, or the machine's own.
    private static let interpreter: String = {
        let made = Programs.sources.appending(path: ".venv/bin/python").path
        let usual = FileManager.default.isExecutableFile(atPath: made) ? made : "/usr/bin/python3"
        return TestEnvironment.text("ENGRAM_TEST_PYTHON") ?? usual
    }()

    /// Runs one of the scripts to its end.
    private func run(_ script: String, _ arguments: [String], in folder: URL) async throws -> (Int32, String) {
        let log = folder.appending(path: "\(script).log")
        let file = Programs.sources.appending(path: "Tests/Walks/python/\(script)").path
        let program = try RunningProgram(
            URL(filePath: Self.interpreter), ["-B", file] + arguments, log: log)
        let status = await program.status
        return (status, String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }

    @Test("reads every vector of the protocol, and writes the requests again byte for byte")
    func vectors() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "engram-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (status, output) = try await run("check_vectors.py", [], in: folder)
        #expect(status == 0, "\(Self.interpreter): \(output)")
    }

    @Test("pushes, asks, streams and reads the log of real programs")
    func walks() async throws {
        let machine = try Machine()
        try await machine.start(updateWorkers: 1, generationWorkers: 1)
        let client = try await Client(machine)
        _ = try await client.createPool(PoolName(unchecked: "first"))
        let example = try #require(try Example.all().first)
        let (status, output) = try await run(
            "walk.py",
            [
                "--ingest", try await machine.endpoint(.ingest, "frontend"), "--pool", "python",
                "--fact", example.document, "--question", "Question: \(example.question) Answer:",
            ], in: machine.folder)
        #expect(status == 0, "\(Self.interpreter): \(output)")
        #expect(output.contains("\"pool\": \"python\""), "\(output)")
        _ = await machine.end()
    }
}
