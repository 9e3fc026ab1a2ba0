import Foundation
import Testing

@Suite("engram train")
struct TrainingRunTests {
    /// What a run left on the disk, removed with the test.
    private final class Run {
        let folder = NSTemporaryDirectory() + "/engram-train-" + UUID().uuidString
        let arguments: [String]

        init(_ kind: String, _ settings: [String]) {
            let tokenizer = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "deploy/models/pilot").path
            let all = [
                "tokenizer=\(tokenizer)", "layers=2", "width=16", "heads=2", "kv-heads=1", "feed-forward=24",
                "update-tokens=4", "blocks=3", "max-piece-tokens=40", "batch-tokens=300", "log-every=1", "warm-up=2",
                "average-decay=0.5", "clip-norm=0.5", "precision=f32",
            ]
            arguments = ["train", kind, "--out", folder] + (all + settings).flatMap { ["--set", $0] }
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func complete(_ further: String...) throws -> Int32 {
            try BuiltPrograms.run("engram", arguments + further).status
        }

        /// Sends SIGTERM when the run has said `text`; returns its exit status.
        func interrupted(after text: String) throws -> Int32 {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = BuiltPrograms.folder.appending(path: "engram")
            process.arguments = arguments
            process.environment = [:]
            process.standardError = pipe
            try process.run()
            var said = ""
            while !said.contains(text) {
                let data = pipe.fileHandleForReading.availableData
                if data.isEmpty { break }
                said += String(decoding: data, as: UTF8.self)
            }
            process.terminate()
            _ = try pipe.fileHandleForReading.readToEnd()
            process.waitUntilExit()
            return process.terminationStatus
        }

        func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: folder + "/" + name)) }

        /// The number of updates and the loss of every line.
        func losses() throws -> [String] {
            try String(decoding: data("metrics.jsonl"), as: UTF8.self).split(separator: "\n").compactMap { line in
                let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                guard let loss = fields?["loss"], let update = fields?["update"] else { return nil }
                return "\(update) \(loss)"
            }
        }
    }

    private static let kinds = [
        ("lm", ["updates=30", "checkpoint-every=4"]),
        (
            "memory",
            [
                "updates=30", "checkpoint-every=4", "streams=3", "stages=2:30,3:40", "step-updates-max=12",
                "unknown-share=0.1", "correction-share=0.2", "check-share=0.1",
            ]
        ),
    ]

    @Test("a run that SIGTERM stopped leaves with 0, and goes on with the same losses and model", arguments: kinds)
    func resumes(kind: String, settings: [String]) throws {
        let (whole, stopped) = (Run(kind, settings), Run(kind, settings))
        #expect(try whole.complete() == 0)
        #expect(try stopped.interrupted(after: "update 5 ") == 0)
        let before = try stopped.losses().count
        #expect(before >= 5 && before < 30)
        #expect(try stopped.complete() == 64)
        #expect(try stopped.complete("--resume") == 0)
        #expect(try stopped.losses() == whole.losses())
        #expect(try whole.losses().count == 30)
        #expect(try stopped.data("model/model.safetensors") == whole.data("model/model.safetensors"))
        #expect(try String(decoding: whole.data("curves.svg"), as: UTF8.self).contains("<polyline"))
    }

    @Test("--check-config prints the settings, and a setting that makes no sense is refused")
    func checks() throws {
        let run = Run("lm", ["updates=7"])
        let found = try BuiltPrograms.run("engram", run.arguments + ["--check-config"])
        #expect(found.status == 0 && found.output.contains("updates = 7  (flag)"))
        #expect(found.output.contains("seed = 1  (default)"))
        for wrong in ["updates=-1", "matrix-rule=best", "widht=8", "heads=3"] {
            #expect(try BuiltPrograms.run("engram", run.arguments + ["--set", wrong]).status == 78)
        }
        let explained = try BuiltPrograms.output(of: "engram", ["train", "lm", "--explain"])
        #expect(explained.contains("Muon") && explained.contains("Default: 0.005."))
    }
}
