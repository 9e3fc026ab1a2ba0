internal import ArgumentParser
internal import Foundation
internal import MemoryTypes
internal import Wire

struct ListVersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "Lists versions of a pool: what made each, and its state hash.")

    @Argument(help: "The pool.") var name: PoolName
    @Option(help: "The first version to list.") var from = PoolVersion(0)
    @Option(help: "Versions at most, 1 ... 1000.") var limit = 100
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let page = try await connection.with { try await $0.call(ListVersions(name: name, from: from, limit: limit)) }
        let report = VersionListReport(
            versions: page.versions.map { VersionRow($0) }, next: page.next.map(\.value))
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}

struct VersionRow: Encodable, Sendable {
    let version, position: UInt64
    let kind: String
    let shard: UInt32?
    let document, delta: String?
    let piece: UInt32
    let stateHash: String
    let time: Date
    let replayable: Bool

    init(_ version: VersionDescription) {
        self.version = version.version.value
        position = version.position.value
        kind = RecordKindName.of(version.recordKind)
        shard = version.shard
        document = version.document?.description
        delta = version.delta?.description
        piece = version.piece
        stateHash = version.stateHash.description
        time = version.time.date
        replayable = version.replayable
    }
}

struct VersionListReport: Report {
    let versions: [VersionRow]
    let next: UInt64?

    func write(to terminal: Terminal) {
        var table = Table(
            .right("version"), .right("position"), .left("kind"), .left("document"), .right("piece"), .left("state"),
            .left("time"))
        for row in versions {
            table.add(
                "\(row.version)", "\(row.position)", row.kind, row.document ?? "",
                row.document == nil ? "" : "\(row.piece)",
                String(row.stateHash.prefix(16)), Timestamp(row.time).text)
        }
        table.write(to: terminal)
        if let next { terminal.note("More: --from \(next)") }
    }
}

/// The kinds of log records by their numbers.
enum RecordKindName {
    static func of(_ number: UInt8) -> String {
        let names = [
            "create", "absorb", "assert", "retract", "edit", "revert", "restore", "merge", "checkpoint",
            "exchange",
        ]
        return (1...UInt8(names.count)).contains(number) ? names[Int(number) - 1] : "kind \(number)"
    }
}
