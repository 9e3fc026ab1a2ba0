import Checkpoints
import Foundation
import Testing

@Suite("Editors against published implementations, element by element")
struct GoldenEditingTests {
    @Test("every case of every method within its tolerance; masks, decisions, tokens and counts equal")
    func cases() throws {
        let report = try verifyGolden(folder: GoldenTests.editing)
        for outcome in report.outcomes {
            if case .failed(let reason) = outcome.verdict { Issue.record("\(outcome.name): \(reason)") }
        }
        #expect(report.passed == 19 && report.notBuilt == 0)
    }

    /// Copies a case with the models and the words, and changes one of its files.
    private func verify(
        _ name: String, with others: [String] = [], changing file: String, _ change: (inout Data) throws -> Void
    ) throws -> GoldenReport {
        let copy = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: copy) }
        for entry in try FileManager.default.contentsOfDirectory(atPath: GoldenTests.editing)
        where entry.hasPrefix("tiny_") || ([name] + others).contains(where: { entry.hasPrefix("\($0).") }) {
            try FileManager.default.copyItem(
                atPath: "\(GoldenTests.editing)/\(entry)", toPath: copy.appending(path: entry).path)
        }
        let path = copy.appending(path: file)
        var data = try Data(contentsOf: path)
        try change(&data)
        try data.write(to: path)
        return try verifyGolden(folder: copy.path)
    }

    @Test(
        "one number of the model that differs is seen by every method",
        arguments: ["rome_llama_nomom2", "memit_family", "ft", "grace_e2e", "memoir_e2e", "causal_trace_llama"])
    func model(name: String) throws {
        let report = try verify(name, changing: "tiny_llama.safetensors") { data in
            let header = Int(data[0]) | Int(data[1]) << 8 | Int(data[2]) << 16
            // The top bits of the exponent of a number amid the weights.
            data[8 + header + 4 * 60_000 + 3] ^= 0x40
        }
        #expect(report.failed == 1)
    }

    @Test("another decision, another count or another token is seen")
    func decisions() throws {
        for (name, old, new) in [
            ("tophash", "\"best\": 0", "\"best\": 1"), ("grace_codebook", "\"n_keys\": 3", "\"n_keys\": 2"),
            ("teacher_forced_accuracy", "0.5", "1.0"), ("metrics", "\"ES\": 0.5", "\"ES\": 1.0"),
        ] {
            let report = try verify(name, changing: "\(name).json") { data in
                let text = String(decoding: data, as: UTF8.self)
                #expect(text.contains(old))
                data = Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
            }
            #expect(report.failed == 1, "\(name)")
        }
    }

    @Test("a file without what its case needs is that case's fault, and not the end of the program")
    func hostile() throws {
        let report = try verify("knnlm", with: ["tophash"], changing: "knnlm.json") { $0 = Data("{}".utf8) }
        #expect(report.failed == 1 && report.passed == 1)
    }
}
