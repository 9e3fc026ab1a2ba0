package import Foundation

/// What a program that runs to its end has said.
package struct CommandResult: Sendable {
    package let status: Int32
    package let output: String

    /// The last line that says something: of an error, the reason.
    package var lastLine: String {
        output.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? "no output"
    }

    /// Runs `program` and waits; its output and errors come together, through a file: a pipe could fill, and stays open
    /// as long as any grandchild lives.
    package static func of(
        _ program: URL, _ arguments: [String], in folder: URL? = nil
    ) async throws(Failure) -> CommandResult {
        let file = FileManager.default.temporaryDirectory.appending(path: "engram-\(UUID().uuidString).out")
        FileManager.default.makeFile(atPath: file.path)
        defer { try? FileManager.default.removeItem(at: file) }
        guard let output = FileHandle(forWritingAtPath: file.path) else {
            throw Failure(.io, "\(file.path) cannot be written.")
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        let status = try await process.statusAtEnd()
        return CommandResult(status: status, output: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }
}

extension Process {
    /// Runs and waits without holding a thread. A signal's number counts from 128, as in a shell.
    fileprivate func statusAtEnd() async throws(Failure) -> Int32 {
        let (ends, end) = AsyncStream.makeStream(of: Int32.self)
        terminationHandler = { process in
            end.yield(process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0))
            end.finish()
        }
        do { try run() } catch {
            throw Failure(.configuration, "\(executableURL?.path ?? "?") cannot be run: \(error.localizedDescription)")
        }
        for await status in ends { return status }
        return -1
    }
}
