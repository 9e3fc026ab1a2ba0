internal import Foundation
internal import Synchronization

/// A process that runs, and can be told to stop.
final class ChildProcess: Sendable {
    /// 0 until it has started.
    private let identifier = Mutex<Int32>(0)

    /// Starts `command` on the launching thread; `ended` is called once, also if it cannot be started.
    static func launch(
        _ command: (program: URL, arguments: [String]), log: URL, environment: [String: String],
        ended: @escaping @Sendable (String) -> Void
    ) -> ChildProcess {
        let child = ChildProcess()
        LaunchThread.shared.perform {
            do {
                try child.start(command, log: log, environment: environment, ended: ended)
            } catch {
                ended("cannot be started: \(error.localizedDescription)")
            }
        }
        return child
    }

    func signal(_ number: Int32) {
        let process = identifier.withLock { $0 }
        if process > 0 { kill(process, number) }
    }

    private func start(
        _ command: (program: URL, arguments: [String]), log: URL, environment: [String: String],
        ended: @escaping @Sendable (String) -> Void
    ) throws {
        let process = Process()
        process.executableURL = command.program
        process.arguments = command.arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        let output = try Self.append(to: log)
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [self] process in
            identifier.withLock { $0 = 0 }
            ended(Self.description(of: process))
        }
        try process.run()
        identifier.withLock { $0 = process.processIdentifier }
        try output.close()
    }

    private static func append(to log: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: log.path) {
            FileManager.default.makeFile(atPath: log.path)
        }
        let handle = try FileHandle(forWritingTo: log)
        try handle.seekToEnd()
        return handle
    }

    private static func description(of process: Process) -> String {
        process.terminationReason == .uncaughtSignal
            ? "was killed by signal \(process.terminationStatus)" : "ended with status \(process.terminationStatus)"
    }
}
