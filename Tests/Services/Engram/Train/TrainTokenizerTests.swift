import Bytes
import Foundation
import Testing
import Tokenization

@Suite("engram train tokenizer")
struct TrainTokenizerTests {
    private func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        try BuiltPrograms.run("engram", ["train", "tokenizer"] + arguments.map { $0.replacing("@", with: folder.path) })
    }

    /// What xz makes of b.jsonl.
    private static let packed: [UInt8] = [
        253, 55, 122, 88, 90, 0, 0, 1, 105, 34, 222, 54, 2, 0, 33, 1, 22, 0, 0, 0, 116, 47, 229, 163, 224,
        0, 57, 0, 53, 93, 0, 61, 136, 138, 103, 131, 244, 66, 92, 81, 80, 237, 160, 105, 183, 138, 69, 163,
        44, 233, 11, 162, 163, 234, 209, 207, 180, 111, 46, 110, 48, 168, 12, 37, 132, 51, 47, 73, 54, 103,
        3, 186, 13, 32, 59, 222, 43, 149, 4, 123, 231, 44, 128, 0, 0, 0, 0, 0, 93, 113, 23, 223, 0, 1, 77,
        58, 209, 93, 93, 163, 144, 66, 153, 13, 1, 0, 0, 0, 0, 1, 89, 90,
    ]

    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "train-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = (0..<50).map { "The quick fox number \($0) jumps.\n" }.joined()
        try Data(text.utf8).write(to: folder.appending(path: "a.txt"))
        try Data("{\"story\": \"The lazy dog sleeps, the lazy dog dreams.\"}\n{}\n".utf8)
            .write(to: folder.appending(path: "b.jsonl"))
        try Data(Self.packed).write(to: folder.appending(path: "b.jsonl.xz"))
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
            #expect(output.contains("b.jsonl:2: the member story is missing; left out."))
            #expect(output.contains("\"vocabulary\" : 289") && output.contains("\"merges\" : 31"))
            let file = try Data(contentsOf: folder.appending(path: "out/tokenizer.json"))
            let tokenizer = try Tokenizer(tokenizerJSON: [UInt8](file))
            #expect(tokenizer.id(of: "<s>") == 0 && tokenizer.id(of: "<end>") == 1)
            #expect(tokenizer.encode(" quick fox").count == 2)
            let settings = try Data(contentsOf: folder.appending(path: "out/tokenizer_config.json"))
            let found = try JSON(parsing: [UInt8](settings))
            #expect(found["eos_token"] == .string("<end>"))
            #expect(found["chat_template"] == .string("Question: {{ messages[-1]['content'] }} Answer:"))
        }
    }

    @Test("learns the same from a packed file") func packed() throws {
        try inFolder { folder in
            var files: [Data] = []
            for name in ["b.jsonl", "b.jsonl.xz"] {
                let arguments = ["--input", "@/\(name)", "--field", "story", "--vocabulary", "280"]
                let found = try run(arguments + ["--scratch", "@", "--out", "@/\(name)-out"], in: folder)
                #expect(found.status == 0, "\(found.output)")
                files.append(try Data(contentsOf: folder.appending(path: "\(name)-out/tokenizer.json")))
            }
            #expect(files[0] == files[1])
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
