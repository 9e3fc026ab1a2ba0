internal import Files
package import Foundation

/// Where one installation lives: its database, its sockets, its logs, and where its services can be found.
package struct DataFolder: Sendable, Equatable {
    package let root: URL

    package init(_ root: URL) { self.root = root.standardizedFileURL }

    package var postgres: URL { root.appending(path: "postgres") }
    package var logs: URL { root.appending(path: "logs") }
    package var announcements: URL { root.appending(path: "run") }
    package var endpoints: URL { root.appending(path: "endpoints.json") }

    /// `--data`, or `ENGRAM_DATA`, or `/var/lib/engram` for root and `~/.engram` for anybody else.
    ///
    /// Root's home is closed to the `postgres` user, who must reach the database's files.
    package static func chosen(_ path: String?, environment: [String: String]) -> DataFolder {
        if let path = path ?? environment.given("ENGRAM_DATA") { return DataFolder(URL(filePath: path)) }
        if getuid() == 0 { return DataFolder(URL(filePath: "/var/lib/engram")) }
        return DataFolder(FileManager.default.homeDirectoryForCurrentUser.appending(path: ".engram"))
    }

    /// Makes the folder and its parts, the database's excepted.
    ///
    /// - Parameter forPostgres: root's folders are open to look through, so that the `postgres` user gets to his own.
    package func create() throws(Failure) {
        do {
            for folder in [root, logs, announcements] {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: getuid() == 0 ? 0o711 : 0o700])
            }
        } catch {
            throw Failure(
                .permission, "The data folder \(root.path) cannot be made: \(error.localizedDescription)",
                advice: "Name a folder of your own: --data FOLDER")
        }
    }
}

/// One `engram up` for each data folder: the folder itself is locked until the process goes away, by whatever way.
package struct DataFolderLock: Sendable {
    private let handle: FileHandle

    package init(_ folder: DataFolder) throws(Failure) {
        guard let handle = FileHandle(forReadingAtPath: folder.root.path) else {
            throw Failure(.permission, "\(folder.root.path) cannot be opened.")
        }
        guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(
                .refused, "An `engram up` already runs with the data folder \(folder.root.path).",
                advice: "Stop it first (Ctrl-C, or SIGTERM), or choose another --data folder.")
        }
        self.handle = handle
    }

    package func release() { flock(handle.fileDescriptor, LOCK_UN) }
}

extension DataFolderLock {
    /// Whether an `engram up` runs with this data folder, however it was started.
    package static func isHeld(_ folder: DataFolder) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: folder.root.path) else { return false }
        guard flock(handle.fileDescriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        flock(handle.fileDescriptor, LOCK_UN)
        return false
    }
}
