import Foundation

/// PostgreSQL's programs on this machine. PostgreSQL refuses to run as root: there they run as the user `postgres`.
struct PostgreSQLPrograms: Sendable {
    private let folder: String
    private let isRoot = getuid() == 0

    /// The newest PostgreSQL that Debian keeps, or the one on the path.
    init() throws {
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? [])
            .compactMap(Int.init).sorted()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders =
            versions.reversed().map { "/usr/lib/postgresql/\($0)/bin" } + path.split(separator: ":").map(String.init)
        guard let found = folders.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }) else {
            throw TestKitError("PostgreSQL's initdb is neither under /usr/lib/postgresql nor on the PATH")
        }
        folder = found
    }

    /// A new folder that PostgreSQL's user may write; its path is short enough for a socket.
    func makeFolder() throws -> URL {
        let path = "/tmp/engram-test-\(UUID().uuidString.prefix(8).lowercased())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        if isRoot { try wait(for: process(["/bin/chown", "postgres:", path])) }
        return URL(fileURLWithPath: path, isDirectory: true)
    }

    /// The words that start one of PostgreSQL's programs as the right user.
    func command(_ words: [String]) -> [String] {
        let program = ["\(folder)/\(words[0])"] + words.dropFirst()
        return isRoot
            ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + program : program
    }

    /// Runs a program to its end.
    func run(_ words: [String]) throws { try wait(for: process(command(words))) }

    /// Runs a program again and again until it succeeds, for at most `seconds`.
    func run(_ words: [String], until seconds: Int) throws {
        let loop = ["/bin/sh", "-c", "until \"$@\"; do sleep 0.02; done", "sh"]
        try wait(for: process(["/usr/bin/timeout", "\(seconds)"] + loop + command(words)))
    }

    private func process(_ words: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func wait(for process: Process) throws {
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestKitError("\(process.arguments ?? []) ended with status \(process.terminationStatus)")
        }
    }
}

/// Why a test could not be set up.
public struct TestKitError: Error, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}
