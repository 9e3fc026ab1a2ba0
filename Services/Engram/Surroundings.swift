internal import Foundation

/// What the command line finds around it, read once in main.
package struct Surroundings: Sendable {
    package typealias Connect = @Sendable (ConnectionTarget) async throws -> any Conversation

    package let environment: [String: String]
    package let terminal: Terminal
    package let connect: Connect

    /// Empty around tests; main replaces it.
    @TaskLocal package static var current = Surroundings(environment: [:], terminal: .silent) { target in
        throw Failure(.unavailable, "There is nothing at \(target.endpoint).")
    }

    package init(environment: [String: String], terminal: Terminal, connect: @escaping Connect) {
        self.environment = environment
        self.terminal = terminal
        self.connect = connect
    }

    /// The folder that this program lies in; its siblings are the services.
    static var programFolder: URL {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }
}
