import Datasets
import Engram
import Files
import Foundation
import TestKit
import Testing
import Training

@Suite("engram train: facts, exclusions, overlap")
struct TrainingMaterialTests {
    private func inFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "material-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try writeAtomically(Array(text.utf8), to: folder.appending(path: name).path) }
        try body(folder.path)
    }

    private static let run = (1...13).map { "word\($0)" }.joined(separator: " ")

    @Test("what is hashed from one file is counted in another, and the rest is kept") func overlap() throws {
        let files = [
            "kept.jsonl": "{\"question\": \"short\", \"answers\": [\"Then \(Self.run) and on.\"]}\n",
            "train.jsonl": "{\"text\": \"a\"}\n{\"pair\": {\"text\": \"\(Self.run)\"}}\nbroken\n{\"text\": \"b\"}\n",
            "train.txt": "One.\n\nTwo \(Self.run)\nof them.\n",
        ]
        try inFolder(files) { folder in
            var collection = ExclusionCollection()
            try collection.add(path: "\(folder)/kept.jsonl", scratch: folder)
            let (filter, report) = collection.build()
            #expect(report.sources.map(\.records) == [1] && report.hashes > 0)
            try writeAtomically(filter.encoded(), to: "\(folder)/kept.exclusions")
            let count = try OverlapCount(exclusions: "\(folder)/kept.exclusions")
            var bad: [Int] = []
            let lines = try count.row(path: "\(folder)/train.jsonl", scratch: folder) { bad.append($0.line) }
            #expect((lines.kept, lines.excluded, lines.bad) == (2, 1, 1))
            #expect(bad == [3])
            let paragraphs = try count.row(path: "\(folder)/train.txt", scratch: folder)
            #expect((paragraphs.kept, paragraphs.excluded) == (1, 1))
        }
    }

    @Test("a file of another kind is no file of exclusions") func otherFile() throws {
        try inFolder(["other": "something else"]) { folder in
            let failure = #expect(throws: Failure.self) { try OverlapCount(exclusions: "\(folder)/other") }
            #expect(failure?.status == .data)
            let absent = #expect(throws: Failure.self) { try OverlapCount(exclusions: "\(folder)/absent") }
            #expect(absent?.status == .noInput)
        }
    }

    @Test("the exclusions that lie in the tree hold what docs/TRAINING.md says") func shipped() throws {
        let root = TestFiles.root
        let path = root.appending(path: "deploy/training/kept.exclusions").path
        let filter = try ExclusionFilter(decoding: readFile(path, bytesMax: 1 << 23))
        let sets = Set(filter.sources.compactMap { $0.name.split(separator: "/").first.map(String.init) })
        #expect(sets == ["nq", "squad", "lambada", "wiki_new2018", "zsre", "counterfact"])
        #expect(filter.run == 13)
        let document = try String(contentsOf: root.appending(path: "docs/TRAINING.md"), encoding: .utf8)
        #expect(document.contains(filter.count.formatted(.number.locale(Locale(identifier: "en_US")))))
    }

    @Test("a file of facts is its seed's and options' alone, and no document is longer than it may be") func facts()
        throws
    {
        let lines = try [UInt64(1), 1, 2].map { seed in
            var export = FactExport(settings: .evaluation, seed: seed, factsMax: 3, wordsMax: 25)
            return try (0..<40).flatMap { _ in try export.next() }
        }
        #expect(lines[0] == lines[1] && lines[0] != lines[2])
        #expect(lines[0].allSatisfy { $0.document.split(separator: " ").count <= 25 })
        #expect(lines[0].allSatisfy { $0.document.lowercased().contains($0.answer.lowercased()) })
    }
}
