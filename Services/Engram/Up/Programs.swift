package import Foundation

/// Finds the programs that `engram up` runs.
package enum Programs {
    /// A service, beside this program or on the PATH.
    package static func service(_ name: String, environment: [String: String]) throws(Failure) -> URL {
        let sibling = Surroundings.programFolder.appending(path: name)
        if FileManager.default.isExecutableFile(atPath: sibling.path) { return sibling }
        if let found = onPath(name, environment: environment) { return found }
        throw Failure(
            .configuration, "The program \(name) is neither beside `engram` nor on the PATH.",
            advice: "Build everything with: swift build -c release")
    }

    package static func onPath(_ name: String, environment: [String: String]) -> URL? {
        (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// The folders of PostgreSQL's programs by version, as Debian lays them out, or the PATH's.
    package static func postgres(environment: [String: String]) -> [Int: URL] {
        let base = "/usr/lib/postgresql"
        var found: [Int: URL] = [:]
        for version in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? [] {
            let folder = URL(filePath: "\(base)/\(version)/bin")
            guard let number = Int(version), isComplete(folder) else { continue }
            found[number] = folder
        }
        if found.isEmpty, let initdb = onPath("initdb", environment: environment) {
            let folder = initdb.resolvingSymlinksInPath().deletingLastPathComponent()
            if isComplete(folder) { found[0] = folder }
        }
        return found
    }

    private static func isComplete(_ folder: URL) -> Bool {
        ["initdb", "postgres", "pg_dump", "pg_restore"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: folder.appending(path: $0).path)
        }
    }
}
