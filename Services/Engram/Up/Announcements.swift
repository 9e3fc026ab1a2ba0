package import Foundation

/// Where the processes have said they can be reached: process, then role, then endpoint.
package struct Announcements: Codable, Equatable, Sendable {
    private var endpoints: [String: [String: String]] = [:]

    package init() {}

    package subscript(_ process: String, _ role: String) -> String? {
        get { endpoints[process]?[role] }
        set { endpoints[process, default: [:]][role] = newValue }
    }

    /// The endpoints of every process that has announced `role`, by the processes' names.
    package func all(_ role: String) -> [String] {
        endpoints.sorted { $0.key < $1.key }.compactMap { $0.value[role] }
    }

    package var processes: [String] { endpoints.keys.sorted() }
    package func roles(of process: String) -> [String: String] { endpoints[process] ?? [:] }

    /// Takes over what `process` wrote.
    package mutating func read(_ process: String, from file: URL) {
        guard let data = try? Data(contentsOf: file),
            let roles = try? JSONDecoder().decode([String: String].self, from: data)
        else { return }
        endpoints[process] = roles
    }
}
