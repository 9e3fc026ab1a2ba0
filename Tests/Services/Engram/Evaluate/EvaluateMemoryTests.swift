import Files
import Foundation
import TestKit
import Testing

@Suite("engram evaluate integrity, perplexity, longcontext")
struct EvaluateMemoryTests {
    private static let model = TestFiles.pilot.path

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evaluate-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let names = ["Velu", "Cead", "Brathom", "Mirel", "Tovan", "Selka", "Gorim", "Haven"]
        let facts = names.map { name in
            "{\"document\": \"\(name) Kairel works as a baker. \(name) Kairel lives in Fargrove.\", "
                + "\"question\": \"Where does \(name) Kairel live?\", \"answer\": \"Fargrove\"}\n"
        }
        try writeAtomically(Array(facts.joined().utf8), to: folder + "/facts.jsonl")
        let texts = names.map { "{\"text\": \"The house of \($0) stands by the river, and the road goes on.\"}\n" }
        try writeAtomically(Array(texts.joined().utf8), to: folder + "/texts.jsonl")
        let words = names.map { "{\"text\": \"Nobody saw \($0) at the river\", \"target_word\": \"river\"}\n" }
        try writeAtomically(Array(words.joined().utf8), to: folder + "/words.jsonl")
        try body(folder)
    }

    private func run(
        _ kind: String, _ folder: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let named = arguments.map { $0.replacing("FILES/", with: folder + "/") }
        let all = ["evaluate", kind, "--model", Self.model, "--scratch", folder]
        return try BuiltPrograms.run("engram", all + named)
    }

    @Test("integrity goes on from its state to more updates, with one file of the chain beside it")
    func integrity() throws {
        try inFolder { folder in
            let options = ["--file", "FILES/facts.jsonl", "--part", "4", "--side-by-side", "3", "--seed", "5"]
            let whole = try run("integrity", folder, options + ["--updates", "12"])
            #expect(whole.status == 0 && whole.output.contains("N 720, K 24: 12 updates by 12 documents"))
            let state = ["--state", "FILES/state.json"]
            #expect(try run("integrity", folder, options + state + ["--updates", "6"]).status == 0)
            #expect(fileExists(folder + "/state.json.chain-6.safetensors"))
            let further = state + ["--updates", "12", "--svg", "FILES/curve.svg"]
            #expect(try run("integrity", folder, options + further).output == whole.output)
            #expect(!fileExists(folder + "/state.json.chain-6.safetensors"))
            let svg = String(decoding: try readFile(folder + "/curve.svg", bytesMax: 1 << 20), as: UTF8.self)
            #expect(svg.contains("<polyline"))
            #expect(try run("integrity", folder, options + further + ["--ask-every", "2"]).status == 64)
            let chain = folder + "/state.json.chain-12.safetensors"
            var bytes = try readFile(chain, bytesMax: 1 << 24)
            bytes[bytes.count - 9] ^= 1
            try writeAtomically(bytes, to: chain)
            #expect(try run("integrity", folder, options + state + ["--updates", "16"]).status == 65)
        }
    }

    @Test("integrity and perplexity make up their documents where no file names them") func madeUp() throws {
        try inFolder { folder in
            let report = try run("integrity", folder, ["--updates", "4", "--json"])
            let json = try #require(
                JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
            #expect((json["documents"] as? Int ?? 0) <= 4 && (json["updates"] as? Int ?? 0) >= 4)
            #expect(try run("integrity", folder, ["--set", "squad"]).status == 64)
        }
    }

    @Test("perplexity reads the same text in every condition, and keeps what is done") func perplexity() throws {
        try inFolder { folder in
            let options = [
                "--text", "FILES/texts.jsonl", "--lambada", "FILES/words.jsonl", "--tokens", "120", "--length", "16",
                "--updates", "3", "--language-model", Self.model, "--state", "FILES/state.json",
            ]
            let first = try run("perplexity", folder, options + ["--json"])
            let json = try #require(JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
            let conditions = try #require(json["conditions"] as? [[String: Any]])
            #expect(
                conditions.compactMap { $0["condition"] as? String }
                    == ["plain", "detached", "pool", "updated", "other"])
            let bits = conditions.compactMap { ($0["bitsPerByte"] as? [String: Double])?["value"] }
            #expect(bits.count == 5 && bits.allSatisfy { $0 > 0 } && Set(bits).count == 4 && bits[0] == bits[4])
            #expect(conditions.allSatisfy { ($0["lastWords"] as? [String: Any])?["count"] as? Int == 8 })
            let again = try run("perplexity", folder, options)
            #expect(again.status == 0 && again.output.contains("the pool after 3 updates"))
            #expect(try run("perplexity", folder, options + ["--length", "8"]).status == 64)
            #expect(try run("perplexity", folder, ["--text", "FILES/none.jsonl"]).status == 66)
        }
    }

    @Test("longcontext answers in every way, by length and by distance") func longContext() throws {
        try inFolder { folder in
            let options = [
                "--file", "FILES/facts.jsonl", "--lengths", "60,0", "--documents", "3", "--context", "20",
                "--state", "FILES/state.json",
            ]
            let found = try run("longcontext", folder, options + ["--svg", "FILES/curves.svg"])
            #expect(found.status == 0 && found.output.contains("60 tokens  3 documents"))
            #expect(found.output.contains("documents as they stand  3 documents"))
            for way in ["memory", "truncated", "both", "nothing"] { #expect(found.output.contains("\n" + way)) }
            #expect(try run("longcontext", folder, options).output == found.output)
            #expect(try run("longcontext", folder, options + ["--context", "100000"]).status == 64)
            #expect(try run("longcontext", folder, ["--file", "FILES/facts.jsonl", "--lengths", "9000"]).status == 65)
        }
    }
}
