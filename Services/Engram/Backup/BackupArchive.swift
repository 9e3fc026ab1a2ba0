internal import Bytes
internal import Foundation

/// One file: a tar of `manifest.json` and `database.dump`.
struct BackupArchive: Sendable {
    /// Where its parts lie while it is made or read.
    let folder: URL

    var manifest: URL { folder.appending(path: "manifest.json") }
    var dump: URL { folder.appending(path: "database.dump") }

    /// - Parameter neighbour: the parts are put beside this file, on the same disk.
    init(beside neighbour: URL) throws(Failure) {
        folder = neighbour.deletingLastPathComponent().appending(path: ".engram-backup-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.permission, "\(folder.path) cannot be made: \(error.localizedDescription)")
        }
    }

    func pack(to file: URL) async throws(Failure) {
        let draft = folder.appending(path: "archive.tar")
        try await tar(["-cf", draft.path, "-C", folder.path, "manifest.json", "database.dump"])
        do {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: draft.path)
            if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
            try FileManager.default.moveItem(at: draft, to: file)
        } catch {
            throw Failure(.io, "\(file.path) cannot be written: \(error.localizedDescription)")
        }
    }

    func unpack(_ file: URL) async throws(Failure) {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw Failure(.noInput, "There is no file \(file.path).")
        }
        try await tar(["-xf", file.path, "-C", folder.path, "manifest.json", "database.dump"])
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// SHA-256 of the dump, read a mebibyte at a time.
    func dumpDigest() throws(Failure) -> (digest: String, bytes: UInt64) {
        do {
            let handle = try FileHandle(forReadingFrom: dump)
            var digest = SHA256Stream()
            var count: UInt64 = 0
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                digest.update(Array(data))
                count += UInt64(data.count)
            }
            try handle.close()
            return (digest.finish().hexadecimal, count)
        } catch {
            throw Failure(.io, "\(dump.path) cannot be read: \(error.localizedDescription)")
        }
    }

    private func tar(_ arguments: [String]) async throws(Failure) {
        let result = try await CommandResult.of(URL(filePath: "/usr/bin/env"), ["tar"] + arguments)
        guard result.status == 0 else { throw Failure(.data, "tar: \(result.lastLine)") }
    }
}
