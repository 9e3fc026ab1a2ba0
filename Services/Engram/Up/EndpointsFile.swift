internal import Files
internal import Foundation

/// `endpoints.json` in the data folder: how other commands find a running instance.
package struct EndpointsFile: Codable, Equatable, Sendable {
    /// Where clients connect.
    package let ingest: String
    /// Where questions go.
    package let generators: [String]
    /// Everything that is bound, by process and role.
    package let services: [String: [String: String]]
    /// What libpq needs to reach the database; `engram backup` uses it.
    package let database: String
    package let process: Int32
    package let version: String

    package init(_ announcements: Announcements, database: String) throws(Failure) {
        guard let ingest = announcements["ingest", "frontend"] else {
            throw Failure(.fault, "Ingest has not said where it listens.")
        }
        self.ingest = ingest
        generators = announcements.processes.filter { $0.hasPrefix("generate") }
            .compactMap { announcements[$0, "frontend"] }
        services = Dictionary(uniqueKeysWithValues: announcements.processes.map { ($0, announcements.roles(of: $0)) })
        self.database = database
        process = getpid()
        version = Build.version
    }

    /// Nil if nothing runs there, or nothing that could be read.
    package static func read(_ folder: DataFolder) -> EndpointsFile? {
        guard let data = try? Data(contentsOf: folder.endpoints) else { return nil }
        return try? JSONDecoder().decode(EndpointsFile.self, from: data)
    }

    package func write(to folder: DataFolder) throws(Failure) {
        let text = try Terminal.json(self) + "\n"
        do throws(FilesError) {
            var file = try AtomicFile(path: folder.endpoints.path, permissions: 0o600)
            try file.write(Array(text.utf8))
            try file.commit()
        } catch {
            throw Failure(.io, "\(folder.endpoints.path) cannot be written: \(error)")
        }
    }

    package static func remove(_ folder: DataFolder) {
        try? FileManager.default.removeItem(at: folder.endpoints)
    }
}
