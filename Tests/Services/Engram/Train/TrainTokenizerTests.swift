import Bytes
import Foundation
import Testing
import Tokenization

@Suite("engram train tokenizer")
struct TrainTokenizerTests {
    private func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        try BuiltPrograms.run("engram", ["train", "tokenizer"] + arguments.map { $0.replacing("@", with: folder.path) })
    }

    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "train-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = (0..<50).map { "The quick fox number \($0) jumps.\n" }.joined()
        try Data(text.utf8).write(to: folder.appending(path: "a.txt"))
        try Data("{\"story\": \"The lazy dog sleeps, the lazy dog dreams.\"}\n{}\n".utf8)
            .write(to: folder.appending(path: "b.jsonl"))
        try body(folder)
    }

    @Test("learns from text and lines of JSON, says what it read, and writes a folder that loads")
    func trains() throws {
        try inFolder { folder in
            let (status, output) = try run(
                [
                    "--input", "@/a.txt", "@/b.jsonl", "--field", "story", "--vocabulary", "300", "--out", "@/out",
                    "--eos", "<end>", "--json",
                ], in: folder)
            #expect(status == 0)
            #expect(output.contains("b.jsonl:2 is not a JSON object with a \"story\"; left out."))
            #expect(output.contains("\"vocabulary\" : 289") && output.contains("\"merges\" : 31"))
            let file = try Data(contentsOf: folder.appending(path: "out/tokenizer.json"))
            let tokenizer = try Tokenizer(tokenizerJSON: [UInt8](file))
            #expect(tokenizer.id(of: "<s>") == 0 && tokenizer.id(of: "<end>") == 1)
            #expect(tokenizer.encode(" quick fox").count == 2)
            let settings = try Data(contentsOf: folder.appending(path: "out/tokenizer_config.json"))
            #expect(try JSON(parsing: [UInt8](settings))["eos_token"] == .string("<end>"))
        }
    }

    @Test(
        "wrong usage and inputs that are not there end with their status",
        arguments: [
            (["--input", "@/a.txt", "--vocabulary", "257", "--out", "@/out"], 64),
            (["--input", "@/a.txt", "--vocabulary", "300", "--out", "@/out", "--special", "x"], 64),
            (["--input", "@/none.txt", "--vocabulary", "300", "--out", "@/out"], 66),
            (["--input", "@/a.txt", "--vocabulary", "300", "--out", "@/a.txt"], 74),
        ] as [([String], Int32)])
    func refuses(arguments: [String], status: Int32) throws {
        try inFolder { folder in
            let found = try run(arguments, in: folder).status
            #expect(found == status)
        }
    }
}
