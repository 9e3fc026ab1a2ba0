internal import ArgumentParser
internal import Foundation

/// A consistent copy in one file.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes everything the database holds, as of one moment, into one file.",
        discussion: """
            The services go on meanwhile. The file holds texts, facts and hashed keys: keep it as you keep the \
            database. Model folders and CURVE key files are not in it.
            """)

    @Argument(help: "The file to write.", completion: .file()) var file: String
    @Option(help: "The database, as a libpq connection string, if it is not the one of `engram up`.")
    var database: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private struct Written: Report {
        let file: String
        let bytes: UInt64
        let pools: Int

        func write(to terminal: Terminal) {
            terminal.line("\(file): \(Amounts.bytes(bytes)), \(Amounts.counted(pools, "pool"))")
            terminal.note("Try it: engram restore \(file) --data FOLDER")
        }
    }

    func run() async throws {
        let surroundings = Surroundings.current
        let target = URL(filePath: file).standardizedFileURL
        let pools = try await connection.with { try await $0.allPools() }
        let archive = try BackupArchive(beside: target)
        defer { archive.remove() }
        try await writeDump(to: archive.dump, surroundings)
        let (digest, bytes) = try archive.dumpDigest()
        let manifest = BackupManifest(pools: pools, dumpDigest: digest, dumpBytes: bytes)
        do { try Data(try Terminal.json(manifest).utf8).write(to: archive.manifest) } catch {
            throw Failure(.io, "\(archive.manifest.path) cannot be written: \(error)")
        }
        try await archive.pack(to: target)
        let written = Written(file: target.path, bytes: bytes, pools: pools.count)
        try surroundings.terminal.show(written, json: output.json)
    }

    private func writeDump(to file: URL, _ surroundings: Surroundings) async throws {
        let folder = connection.data.folder(surroundings)
        guard let database = database ?? EndpointsFile.read(folder)?.database else {
            throw Failure(
                .unavailable, "It is not known where the database is.",
                advice: "Start `engram up`, or give --database with a libpq connection string.")
        }
        guard let programs = Programs.postgres(environment: surroundings.environment).max(by: { $0.key < $1.key })
        else {
            throw Failure(.configuration, "pg_dump is not installed.", advice: "Run deploy/install-packages.")
        }
        let result = try await CommandResult.of(
            programs.value.appending(path: "pg_dump"),
            ["--format=custom", "--compress=1", "--no-owner", "--file", file.path, "--dbname", database])
        guard result.status == 0 else { throw Failure(.unavailable, "pg_dump failed: \(result.lastLine)") }
    }
}
