internal import ArgumentParser
internal import Foundation

/// A backup into a fresh data folder.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restores a backup into a fresh data folder, and verifies it there.",
        discussion: """
            The dump's digest, every pool's hash chain and the replay of every pool are checked. Exit status 1 if \
            something is not as it was backed up. `engram pools restore` is something else: it sets a pool back to an \
            earlier version.
            """)

    @Argument(help: "The file that `engram backup` wrote.", completion: .file()) var file: String
    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let surroundings = Surroundings.current
        let folder = data.folder(surroundings)
        try folder.create()
        let lock = try DataFolderLock(folder)
        defer { lock.release() }
        let archive = try BackupArchive(beside: folder.root.appending(path: "backup"))
        defer { archive.remove() }
        try await archive.unpack(URL(filePath: file).standardizedFileURL)
        let manifest = try BackupManifest(reading: archive.manifest)
        guard try archive.dumpDigest().digest == manifest.dumpDigest else {
            throw Failure(.data, "The dump in \(file) is not the one that was written: its digest differs.")
        }
        let report = try await Restoration(folder: folder, surroundings: surroundings).run(archive, manifest)
        try surroundings.terminal.show(report, json: output.json)
        if !report.holds { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}
