import Bytes
import Engram
import Evaluation
import Files
import Foundation
import TestKit
import Testing

@Suite("engram evaluate retention")
struct EvaluateRetentionTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "retention-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let names = ["Velu", "Cead", "Brathom", "Mirel", "Tovan", "Selka"]
        let lines = names.map { name in
            let document = "\(name) Kairel works as a baker. \(name) Kairel lives in Fargrove near the sea."
            return "{\"document\": \"\(document)\", \"question\": \"Where does \(name) Kairel live?\", "
                + "\"answer\": \"Fargrove\", \"person\": \"\(name) Kairel\", \"relation\": \"home\"}\n"
        }
        try writeAtomically(Array((lines.joined() + "{\"question\": \"?\"}\n").utf8), to: folder + "/facts.jsonl")
        try body(folder)
    }

    private func run(_ folder: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let model = TestFiles.pilot.path
        let all = ["--file", folder + "/facts.jsonl", "--model", model, "--scratch", folder]
        return try BuiltPrograms.run("engram", ["evaluate", "retention"] + all + arguments)
    }

    @Test("measures, draws, tells of bad lines, and goes on from where it was stopped") func measures() throws {
        try inFolder { folder in
            let options = [
                "--pools", "4", "--ages", "1", "--fill", "2", "--blocks", "30,8", "--side-by-side", "2",
                "--state", folder + "/state.json",
            ]
            let (status, output) = try run(folder, options + ["--svg", folder + "/curves.svg"])
            #expect(status == 0 && output.contains("facts.jsonl:7") && output.contains("N 192, K 24, 4 pools"))
            let drawing = try readFile(folder + "/curves.svg", bytesMax: 1 << 20)
            #expect(String(decoding: drawing, as: UTF8.self).contains("N/K 8"))
            let whole = try readFile(folder + "/state.json", bytesMax: 1 << 20)
            var state = try JSONDecoder().decode(RetentionState.self, from: Data(whole))
            #expect(state.parts.map(\.pools) == [4, 4] && state.parts[0].outcomes.count == 4)
            state.parts[1].pools = 2
            state.parts[1].outcomes.removeLast(2)
            try state.save(to: folder + "/state.json")
            #expect(try run(folder, options + ["--svg", folder + "/again.svg"]).output == output)
            #expect(try readFile(folder + "/state.json", bytesMax: 1 << 20) == whole)
            #expect(try run(folder, options + ["--seed", "2"]).status == 64)
        }
    }

    @Test(
        "data that cannot be asked about, and wrong options, end with their status",
        arguments: [
            (["--set", "squad"], 65), (["--others", "/nowhere/none.jsonl"], 65), (["--blocks", "1"], 64),
            (["--rule", "nearly"], 64),
        ] as [([String], Int32)])
    func refuses(arguments: [String], status: Int32) throws {
        try inFolder { folder in
            let found = try run(folder, arguments).status
            #expect(found == status)
        }
    }

    @Test("records of SQuAD: short answers are asked for, and a passage stands once") func published() throws {
        try inFolder { folder in
            let records = [("one two three four", "A"), ("Denver", "A"), ("Rome", "B")].map { answer, context in
                "{\"context\": \"\(context)\", \"question\": \"what\", \"answers\": [\"\(answer)\"]}\n"
            }
            try writeAtomically(Array(records.joined().utf8), to: folder + "/squad.jsonl")
            var material = RetentionMaterial(.squad, scratch: folder) { _ in }
            let set = try material.set(path: folder + "/squad.jsonl", others: nil)
            #expect(set.documents.map(\.text) == ["Context: A", "Context: B"])
            #expect(set.documents[0].questions.map(\.text) == ["what?"] && material.sources[0].questions == 2)
        }
    }
}
