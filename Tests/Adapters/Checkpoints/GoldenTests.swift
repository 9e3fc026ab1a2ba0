import Checkpoints
import Foundation
import TestKit
import Testing

@Suite("Results of the published implementation, element by element")
struct GoldenTests {
    static let folder = TestFiles.root.appending(path: "Tests/Golden/memoryllm").path

    @Test(
        "MemoryLLM, sections 2 to 6: every case within its tolerance, token ids and slots equal",
        arguments: [("m7b", 15), ("m8b", 19), ("m8b_lora", 19)])
    func golden(name: String, cases: Int) throws {
        let report = try verifyGolden(folder: "\(Self.folder)/\(name)")
        for outcome in report.outcomes {
            if case .failed(let reason) = outcome.verdict {
                Issue.record("\(name) \(outcome.name): \(reason), error \(outcome.worstError)")
            }
        }
        #expect(report.passed == cases)
        #expect(report.notBuilt == 0)
        #expect(report.worstError > 0 && report.worstError < 1e-5)
    }

    /// A copy of a golden folder in which one file is changed.
    private func verify(
        _ name: String = "m8b", changing file: String, _ change: (Data) throws -> Data?
    ) throws -> GoldenReport {
        let copy = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(Self.folder)/\(name)", toPath: copy.path)
        defer { try? FileManager.default.removeItem(at: copy) }
        let path = copy.appending(path: file)
        if let data = try change(Data(contentsOf: path)) {
            try data.write(to: path)
        } else {
            try FileManager.default.removeItem(at: path)
        }
        return try verifyGolden(folder: copy.path)
    }

    private func replacing(_ old: String, _ new: String) -> (Data) throws -> Data? {
        { data in
            let text = String(decoding: data, as: UTF8.self)
            #expect(text.contains(old))
            return Data(text.replacing(old, with: new, maxReplacements: 1).utf8)
        }
    }

    @Test("a weight that differs in one number is seen")
    func changedWeight() throws {
        let report = try verify(changing: "model.safetensors") { data in
            var data = data
            let header = Int(data[0]) | Int(data[1]) << 8 | Int(data[2]) << 16
            // The top bits of the exponent of a number in the last weight matrix but some.
            data[8 + header + 4 * 100_000 + 3] ^= 0x40
            return data
        }
        #expect(report.failed > 5)
    }

    @Test("a result that differs in one number is seen, in its case alone")
    func changedResult() throws {
        let report = try verify(changing: "tensors_f64.safetensors") { data in
            var data = data
            data[data.count - 1] ^= 0x01
            return data
        }
        #expect(report.failed == 1)
    }

    @Test("another draw, another generated id and a token beyond the vocabulary fail their cases and end nothing")
    func changedCases() throws {
        let other = try verify(changing: "cases.json", replacing("[79,204,71,12,", "[79,204,71,13,"))
        #expect(other.outcomes.first { $0.name == "generate_long" }?.verdict != .passed)
        let token = try verify(changing: "cases.json", replacing("[118,227,125,", "[118,257,125,"))
        #expect(
            token.outcomes.first { $0.name == "chain" }?.verdict
                == .failed("A holds something else than ids below 257"))
        let draw = try verify(changing: "cases.json", replacing("[3,24,23,8,", "[3,3,23,8,"))
        #expect(
            draw.outcomes.first { $0.name == "inject_tiny" }?.verdict
                == .failed("randperm is no permutation of 0 ..< 32"))
        for report in [other, token, draw] { #expect(report.passed >= 12) }
    }

    @Test("a folder that cannot be used is refused with file and reason")
    func unusable() throws {
        #expect(throws: CheckpointsError.self) { try verifyGolden(folder: "/nonexistent") }
        for file in ["config.json", "cases.json", "model.safetensors"] {
            #expect(throws: CheckpointsError.self) { try verify(changing: file) { _ in nil } }
            #expect(throws: CheckpointsError.self) { try verify(changing: file) { $0.prefix($0.count / 2) } }
            #expect(throws: CheckpointsError.self) { try verify(changing: file) { _ in Data("[]".utf8) } }
        }
        for (old, new) in [
            ("\"hidden_size\": 64", "\"hidden_size\": 128"), ("\"num_tokens\": 8", "\"num_tokens\": 0"),
            ("\"num_attention_heads\": 4", "\"num_attention_heads\": 0"),
            ("\"num_blocks\": 4", "\"num_blocks\": 400000"),
            ("\"num_key_value_heads\": 2", "\"num_key_value_heads\": 3"), ("\"silu\"", "\"gelu\""),
            ("\"memory_class\": \"8b\"", "\"memory_class\": \"9b\""), ("\"vocab_size\": 257", "\"vocab_size\": 258"),
        ] {
            #expect(throws: CheckpointsError.self, "\(new)") {
                try verify(changing: "config.json", replacing(old, new))
            }
        }
    }

    @Test("cases of the M+ class are counted apart")
    func mplus() throws {
        let report = try verify(changing: "config.json", replacing("\"8b\"", "\"mplus\""))
        #expect(report.notBuilt == report.outcomes.count)
        #expect(report.failed == 0)
    }

    static let editing = TestFiles.root.appending(path: "Tests/Golden/editing").path

    @Test("every gradient of a Llama and of a GPT-2, over a padded batch")
    func wholeModels() throws {
        let report = try verifyGolden(folder: Self.editing)
        let gradients = report.outcomes.filter { $0.name.hasPrefix("autograd_") }
        #expect(gradients.map(\.name) == ["autograd_gpt2", "autograd_llama"])
        for outcome in gradients {
            #expect(outcome.verdict == .passed)
            #expect(outcome.worstError > 0 && outcome.worstError < 5e-6)
        }
    }
}
