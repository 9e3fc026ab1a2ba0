package import Foundation

/// What the command line finds around it, read once in main.
package struct Surroundings: Sendable {
    package let environment: [String: String]
    package let terminal: Terminal

    /// Empty around tests; main replaces it.
    @TaskLocal package static var current = Surroundings(environment: [:], terminal: .silent)

    package init(environment: [String: String], terminal: Terminal) {
        self.environment = environment
        self.terminal = terminal
    }

    package init(environment: [String: String]) {
        self.init(environment: environment, terminal: .standard(environment: environment))
    }

    /// The folder that this program lies in; its siblings are the services.
    package static var programFolder: URL {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }
}
