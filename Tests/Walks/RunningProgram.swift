import Foundation
import Synchronization
import TestKit

/// A program that runs until it is told to end, or is killed.
final class RunningProgram: Sendable {
    private struct State {
        var identifier: Int32 = 0
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    private let state = Mutex(State())

    /// - Parameter log: gets what the program writes, at its end.
    init(_ program: URL, _ arguments: [String], log: URL) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        if !FileManager.default.fileExists(atPath: log.path) { try Data().write(to: log) }
        let output = try FileHandle(forWritingTo: log)
        try output.seekToEnd()
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [self] process in
            let killed = process.terminationReason == .uncaughtSignal
            ended(killed ? -process.terminationStatus : process.terminationStatus)
        }
        try process.run()
        try output.close()
        state.withLock { $0.identifier = process.processIdentifier }
    }

    var identifier: Int32 { state.withLock(\.identifier) }
    var isRunning: Bool { state.withLock { $0.status == nil } }

    /// Sends a signal, if there is still somebody to get it.
    func send(_ signal: Int32) { if isRunning { kill(identifier, signal) } }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status, or the signal's number below zero.
    @discardableResult
    func end(_ signal: Int32) async -> Int32 {
        send(signal)
        return await status
    }

    /// The exit status, or the signal's number below zero, as soon as there is one.
    var status: Int32 {
        get async {
            await withCheckedContinuation { continuation in
                let status = state.withLock { state in
                    if state.status == nil { state.waiting.append(continuation) }
                    return state.status
                }
                if let status { continuation.resume(returning: status) }
            }
        }
    }

    private func ended(_ status: Int32) {
        let waiting = state.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }
}

/// Ends programs when the test's process ends, however it ends, and erases their folder: a shell watches a pipe.
final class Undertaker: Sendable {
    private let pipe = Pipe()
    private let list: URL

    init(folder: URL) throws {
        list = folder.appending(path: "processes")
        try Data().write(to: list)
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c",
            "cat >/dev/null; for p in $(cat '\(list.path)'); do kill -KILL $p 2>/dev/null; done; "
                + "rm -rf '\(folder.path)'",
        ]
        shell.standardInput = pipe
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
    }

    deinit { try? pipe.fileHandleForWriting.close() }

    /// The programs that run now.
    func note(_ programs: [RunningProgram]) throws {
        let lines = programs.filter(\.isRunning).map { "\($0.identifier)" }.joined(separator: "\n")
        try Data(lines.utf8).write(to: list, options: .atomic)
    }
}
