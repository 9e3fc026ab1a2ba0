import Foundation
import TestKit
import Testing

/// No Docker engine, systemd or cluster is needed to see whether their files ask the binaries for what these accept.
@Suite("Deployment: what the files say is what the binaries take")
struct DeploymentTests {
    private struct Part: CustomStringConvertible {
        let file: String
        let program: String
        let arguments: [String]
        let variables: [String: String]

        var description: String { "\(file): \(program)" }
    }

    @Test("compose names every service, with variables and arguments that its binary takes")
    func compose() throws {
        let parts = try composeParts()
        #expect(Set(parts.map(\.program)) == Self.services)
        for part in parts { try accepts(part) }
    }

    @Test("the systemd units name every service, with variables and arguments that its binary takes")
    func systemd() throws {
        let folder = Self.root.appending(path: "deploy/systemd")
        let units = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".service") }
        let parts = try units.map { try unit(folder.appending(path: $0)) }
        #expect(Set(parts.map(\.program)) == Self.services)
        for part in parts { try accepts(part) }
    }

    @Test("the Kubernetes file names every service, with variables that its binary takes")
    func kubernetes() throws {
        let text = try Self.text("deploy/kubernetes/engram.yaml")
        let parts = text.components(separatedBy: "\n---").compactMap { document -> Part? in
            guard let program = document.firstMatch(of: #/command: \["(engram-\w+)"\]/#)?.output.1 else { return nil }
            let variables = document.matches(of: #/name: (ENGRAM_\w+)(?:, value: "?([^"}]*?)"? )?/#)
                .map { (String($0.output.1), $0.output.2.map(String.init) ?? "x") }
            return Part(
                file: "engram.yaml", program: String(program), arguments: [],
                variables: Dictionary(uniqueKeysWithValues: variables))
        }
        #expect(Set(parts.map(\.program)) == Self.services)
        for part in parts { try accepts(part) }
    }

    @Test("ports and health paths are those that the services know")
    func ports() throws {
        for file in ["docker-compose.yml", "deploy/kubernetes/engram.yaml"] {
            let text = try Self.text(file)
            #expect(text.contains("/health/ready"))
            let known: Set = ["7401", "7411", "7412", "7421", "7490"]
            let found = Set(text.matches(of: #/[:\s"\/](74\d\d)\b/#).map { String($0.output.1) }).subtracting(["7400"])
            #expect(found == known, "\(file)")
        }
    }

    @Test("compose can be scaled: no container has a fixed name, no port is published")
    func scale() throws {
        let text = try Self.text("docker-compose.yml")
        #expect(!text.contains("container_name"))
        #expect(!text.contains("\n    ports:"))
        #expect(text.contains("ENGRAM_POSTGRES_PASSWORD:?"))
    }

    @Test("a variable that no binary knows is found")
    func unknownVariable() throws {
        let part = Part(file: "a", program: "engram-ingest", arguments: [], variables: ["ENGRAM_NO_SUCH": "1"])
        #expect(try unknown(part) == ["ENGRAM_NO_SUCH"])
    }

    // MARK: reading

    private func composeParts() throws -> [Part] {
        let text = try Self.text("docker-compose.yml")
        let services = text.components(separatedBy: "\nservices:\n").last?.components(separatedBy: "\nsecrets:\n").first
        let blocks = (services ?? "").split(separator: #/\n(?=  \w+:\n)/#).map(String.init)
        return blocks.compactMap { block in
            guard let line = block.firstMatch(of: #/command: \[(.*)\]/#)?.output.1 else { return nil }
            let words = line.replacing("\"", with: "").replacing(",", with: " ").split(separator: " ").map(String.init)
            guard let start = words.firstIndex(where: { $0.hasPrefix("engram-") }) else { return nil }
            let variables = block.matches(of: #/\n      (ENGRAM_\w+): "?([^"\n]*)"?/#)
            return Part(
                file: "docker-compose.yml", program: words[start],
                arguments: words[(start + 1)...].map { $0.hasPrefix("tcp://") ? "tcp://127.0.0.1:7421" : $0 }
                    .filter { $0 != "-i):7421" },
                variables: Dictionary(
                    uniqueKeysWithValues: variables.map { (String($0.output.1), String($0.output.2)) }))
        }
    }

    private func unit(_ url: URL) throws -> Part {
        let text = try String(contentsOf: url, encoding: .utf8).replacing("%i", with: "7421")
        let start = try #require(text.firstMatch(of: #/ExecStart=\S*\/(\S+)(.*)/#))
        let variables = text.matches(of: #/\nEnvironment=(ENGRAM_\w+)=(.*)/#)
        return Part(
            file: url.lastPathComponent, program: String(start.output.1),
            arguments: start.output.2.split(separator: " ").map(String.init),
            variables: Dictionary(uniqueKeysWithValues: variables.map { (String($0.output.1), String($0.output.2)) }))
    }

    // MARK: asking the binaries

    private func accepts(_ part: Part) throws {
        #expect(try unknown(part) == [], "\(part)")
        let result = try BuiltPrograms.run(part.program, part.arguments + ["--check-config"], part.variables)
        #expect(result.status == 0, "\(part): \(result.output)")
    }

    /// Variables that the binary's help does not name.
    private func unknown(_ part: Part) throws -> [String] {
        let help = try BuiltPrograms.run(part.program, ["--help"], [:]).output
        return part.variables.keys.filter { !help.contains("(\($0))") }.sorted()
    }

    private static let services: Set = ["engram-store", "engram-ingest", "engram-update", "engram-generate"]

    private static let root = TestFiles.root

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
