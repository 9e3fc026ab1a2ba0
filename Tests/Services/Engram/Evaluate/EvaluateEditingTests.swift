import Engram
import Evaluation
import Files
import Foundation
import TestKit
import Testing

@Suite("engram evaluate editing")
struct EvaluateEditingTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "editing-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func run(_ folder: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let model = TestFiles.pilot.path
        let all = ["--model", model, "--scratch", folder, "--fluency-tokens", "4"]
        return try BuiltPrograms.run("engram", ["evaluate", "editing"] + all + arguments)
    }

    @Test("measures methods side by side, draws them, and goes on from where it was stopped") func measures() throws {
        try inFolder { folder in
            let options = [
                "--methods", "grace,lookup", "--counts", "1,2", "--runs", "2,1", "--templates", "3",
                "--relations", "food,job", "--others", "8", "--state", folder + "/state.json",
            ]
            let output = ["--markdown", folder + "/table.md", "--svg", folder + "/curves.svg"]
            let (status, text) = try run(folder, options + output)
            #expect(status == 0 && text.contains("T = 2, 1 run") && text.contains("| lookup"))
            let drawing = try readFile(folder + "/curves.svg", bytesMax: 1 << 20)
            #expect(String(decoding: drawing, as: UTF8.self).contains("locality after T edits"))
            let bytes = try readFile(folder + "/state.json", bytesMax: 1 << 20)
            let whole = try JSONDecoder().decode(EditingState.self, from: Data(bytes))
            #expect(whole.outcomes.map(\.runs) == [2, 2, 1, 1])
            var state = whole
            state.outcomes.removeLast()
            try state.save(to: folder + "/state.json")
            #expect(try run(folder, options).status == 0)
            let again = try readFile(folder + "/state.json", bytesMax: 1 << 20)
            let found = try JSONDecoder().decode(EditingState.self, from: Data(again))
            #expect(found.outcomes.map(\.tallies) == whole.outcomes.map(\.tallies))
            #expect(try run(folder, options + ["--seed", "2"]).status == 64)
        }
    }

    @Test(
        "what cannot be measured ends with its status",
        arguments: [
            (["--methods", "wishing"], 64), (["--set", "zsre"], 64), (["--counts", "0"], 64),
            (["--counts", "1,2", "--runs", "1"], 64), (["--set", "zsre", "--file", "/nowhere/none.jsonl"], 65),
        ] as [([String], Int32)])
    func refuses(arguments: [String], status: Int32) throws {
        try inFolder { folder in
            let found = try run(folder, arguments).status
            #expect(found == status)
        }
    }

    @Test("records of ZsRE are asked as questions, bad lines are told") func published() throws {
        try inFolder { folder in
            let lines = """
                {"subject": "Ann", "prompt": "Where is Ann?", "target_new": "Rome", "ground_truth": "Oslo", \
                "locality_prompt": "nq question: who sang", "locality_ground_truth": "Bo"}
                {"subject": "Ann", "prompt": "Where is Bo?", "target_new": "Rome", "ground_truth": "Oslo"}

                """
            try writeAtomically(Array(lines.utf8), to: folder + "/zsre.jsonl")
            let found = try run(folder, [
                "--set", "zsre", "--file", folder + "/zsre.jsonl", "--methods", "lookup", "--counts", "1",
                "--runs", "1",
            ])
            #expect(found.status == 0 && found.output.contains("zsre.jsonl:2"))
            #expect(found.output.contains("1 record") && found.output.contains("0 of 1 prompts for locality"))
        }
    }
}
