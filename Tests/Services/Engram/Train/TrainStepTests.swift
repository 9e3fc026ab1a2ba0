import Foundation
import Testing

@Suite("engram train step")
struct TrainStepTests {
    private static let sizes = [
        "train", "step", "--layers", "1", "--width", "8", "--heads", "2", "--kv-heads", "1", "--feed-forward", "12",
        "--vocabulary", "32", "--sequences", "3", "--length", "5", "--rounds", "2",
    ]

    @Test("times steps with and without a window of memory", arguments: [[], ["--window", "4"]])
    func times(further: [String]) throws {
        let output = try BuiltPrograms.output(of: "engram", Self.sizes + further + ["--json"])
        let found = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(found["tokens"] as? Int == 15 && (found["samples"] as? [Double])?.count == 2)
        #expect((found["tokensPerSecond"] as? Double ?? 0) > 0)
        // Embedding, norms, four projections of attention, three of the feed-forward block; the memory's two vectors.
        let plain = 32 * 8 + 8 + 2 * 8 + 2 * 8 * 8 + 2 * 4 * 8 + 3 * 12 * 8
        #expect(found["parameters"] as? Int == plain + (further.isEmpty ? 0 : 2 * 8))
    }

    @Test("takes a sample for every line, and refuses other questions") func serves() throws {
        let process = Process()
        let (questions, answers) = (Pipe(), Pipe())
        process.executableURL = BuiltPrograms.folder.appending(path: "engram")
        process.arguments = Self.sizes + ["--serve"]
        process.environment = [:]
        (process.standardInput, process.standardOutput) = (questions, answers)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let lines = ["{\"measure\": \"step\"}", "{\"measure\": \"step\"}", "{\"measure\": \"sleep\"}"]
        try questions.fileHandleForWriting.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
        let said = String(decoding: try answers.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said.split(separator: "\n").count == 3 && said.contains("\"engine\":\"engram"))
        #expect(said.components(separatedBy: "\"seconds\"").count == 3 && process.terminationStatus == 65)
    }

    @Test("sizes that do not fit each other are refused") func refuses() throws {
        for wrong in [["--heads", "3"], ["--length", "1"], ["--sequences", "0"]] {
            #expect(try BuiltPrograms.run("engram", Self.sizes + wrong).status == 64)
        }
    }
}
