import Foundation
import TestKit
import Testing

/// What the documents tell people to type, the programs take.
@Suite("Documents name options and commands that exist")
struct DocumentedOptionTests {
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let names: [Name]?
        }
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?

        /// This command and all below it.
        var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
        var options: [String] { (arguments ?? []).flatMap { ($0.names ?? []).map(\.name) } }
    }

    private struct Help: Decodable { let command: Command }

    @Test("no command has two options of one name")
    func uniqueOptions() throws {
        let commands = try Self.help().all
        #expect(commands.count > 30)
        for command in commands where command.commandName != "help" {
            #expect(Set(command.options).count == command.options.count, "\(command.commandName): \(command.options)")
        }
    }

    @Test(
        "every option in a document is one of engram's, a service's, or of a program that is named with it",
        arguments: [
            "README.md", "docs/OPERATIONS.md", "docs/CONTRIBUTING.md", "docs/BENCHMARKS.md", "docs/EDITING.md",
        ])
    func options(document: String) throws {
        var known = Set(try Self.help().all.flatMap(\.options))
        for service in ["engram-store", "engram-ingest", "engram-update", "engram-generate"] {
            let help = try BuiltPrograms.output(of: service, ["--help"])
            known.formUnion(help.matches(of: #/--([a-z-]+)/#).map { String($0.output.1) })
        }
        known.formUnion(Self.others)
        let named = try Self.text(document).matches(of: #/(?:^|[\s`(])--([a-z][a-z-]+)/#).map { String($0.output.1) }
        #expect(Set(named).subtracting(known).isEmpty, "\(document)")
    }

    @Test("every `engram COMMAND` in a document is a command", arguments: ["README.md", "docs/OPERATIONS.md"])
    func commands(document: String) throws {
        let known = Set(try Self.help().subcommands?.map(\.commandName) ?? [])
        let named = try Self.text(document).matches(of: #/(?:^|[`\n])(?:\.build\/release\/)?engram ([a-z][a-z-]+)/#)
            .map { String($0.output.1) }
        #expect(named.count > 5)
        #expect(Set(named).subtracting(known).isEmpty, "\(document)")
    }

    /// Options of `swift`, of docker, of the scripts in deploy, and of the parser itself.
    private static let others: Set = [
        "filter", "target", "scale", "replicas", "keep", "count", "help", "generate-completion-script", "now",
        "explicit-target-dependency-import-check", "torch-index", "venv",
    ]

    private static func help() throws -> Command {
        let text = try BuiltPrograms.output(of: "engram", ["--experimental-dump-help"])
        return try JSONDecoder().decode(Help.self, from: Data(text.utf8)).command
    }

    private static func text(_ path: String) throws -> String {
        let root = TestFiles.root
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
