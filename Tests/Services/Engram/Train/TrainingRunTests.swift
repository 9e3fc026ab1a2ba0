import Foundation
import TestKit
import Testing

@Suite("engram train")
struct TrainingRunTests {
    /// What a run left on the disk, removed with the test.
    private final class Run {
        let folder = NSTemporaryDirectory() + "/engram-train-" + UUID().uuidString
        let arguments: [String]

        /// - Parameter files: their texts by their names; settings name them as `NAME`, with `FILES/` before it.
        init(_ kind: String, _ settings: [String], files: [String: String] = [:]) {
            let material = folder + "-files"
            try? FileManager.default.createDirectory(atPath: material, withIntermediateDirectories: true)
            for (name, text) in files { try? Data(text.utf8).write(to: URL(filePath: material + "/" + name)) }
            let settings = settings.map { $0.replacing("FILES/", with: material + "/") }
            let tokenizer = TestFiles.pilot.path
            let all = [
                "tokenizer=\(tokenizer)", "layers=2", "width=16", "heads=2", "kv-heads=1", "feed-forward=24",
                "update-tokens=4", "blocks=3", "max-piece-tokens=40", "batch-tokens=300", "log-every=1", "warm-up=2",
                "average-decay=0.5", "clip-norm=0.5", "precision=f32",
            ]
            arguments = ["train", kind, "--out", folder] + (all + settings).flatMap { ["--set", $0] }
        }

        deinit {
            for path in [folder, folder + "-files"] { try? FileManager.default.removeItem(atPath: path) }
        }

        func complete(_ further: String...) throws -> Int32 {
            try BuiltPrograms.run("engram", arguments + further).status
        }

        func said(_ further: String...) throws -> String {
            try BuiltPrograms.output(of: "engram", arguments + further)
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

    /// A factbook, relations of FewRel, passages of SQuAD and texts, small ones.
    private static let files: [String: String] = {
        let places = ["Gabon", "Peru", "Oman", "Fiji", "Chad", "Iran"]
        let fields = places.map {
            "{\"place\": \"\($0)\", \"path\": [\"Government\", \"Capital\", \"name\"], \"text\": \"\($0)ville\"}\n"
        }
        let relations = places.map { place in
            "{\"relation_id\": \"P177\", \"relation\": \"crosses\", \"tokens\": [\"\(place)\", \"crosses\", \"Wye\"], "
                + "\"head\": {\"positions\": [[0]]}, \"tail\": {\"positions\": [[2]]}}\n"
        }
        let passages = places.flatMap { place in
            ["Where does \(place) lie?", "Who lives in \(place)"].map {
                "{\"context\": \"\(place) lies near Rome. The people of \(place) are kind, and nobody has ever seen "
                    + "any of them run. They walk to the market every day of the year, and sing on the way. They sell "
                    + "apples there and buy lamps.\", \"question\": \"\($0)\", \"answers\": [\"near Rome\"]}\n"
            }
        }
        let texts = places.map {
            "{\"text\": \"\(String(repeating: "The road to \($0) is long. ", count: 9))\"}\n"
        }
        return [
            "fields.jsonl": fields.joined(), "relations.jsonl": relations.joined(), "passages.jsonl": passages.joined(),
            "texts.jsonl": texts.joined(), "held.jsonl": texts.reversed().joined(),
        ]
    }()

    private static let material = [
        "factbook=FILES/fields.jsonl", "fewrel=FILES/relations.jsonl", "known-share=0.2",
        "passages=FILES/passages.jsonl", "passage-share=0.2", "text=FILES/texts.jsonl", "text-share=0.2",
        "text-length=32", "held-out=FILES/held.jsonl", "held-out-tokens=64", "evaluate-every=10", "unknown-share=0.1",
        "correction-share=0.2", "check-share=0.1",
    ]

    private static let kinds = [
        ("lm", ["updates=30", "checkpoint-every=4"]),
        ("lm", ["updates=30", "checkpoint-every=4", "document-share=0.2"] + material),
        (
            "memory",
            [
                "updates=30", "checkpoint-every=4", "streams=3", "stages=2:30,3:40", "step-updates-max=12",
                "unknown-share=0.1", "correction-share=0.2", "check-share=0.1",
            ]
        ),
        (
            "memory",
            [
                "updates=30", "checkpoint-every=4", "streams=3", "stages=2:30,3:40", "step-updates-max=12",
                "long-share=0.2", "long-tokens=80",
            ] + material
        ),
    ]

    @Test("a run that SIGTERM stopped leaves with 0, and goes on with the same losses and model", arguments: kinds)
    func resumes(kind: String, settings: [String]) throws {
        let whole = Run(kind, settings, files: Self.files)
        let stopped = Run(kind, settings, files: Self.files)
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

    @Test(
        "every kind of material is read and measured by itself, and what is left out is counted",
        arguments: [
            ("lm", ["document-share=0.2"], ["right on documents in context"]),
            ("memory", ["streams=3", "stages=3:40", "long-share=0.3"], [
                "right on documents of several pieces", "right on fresh", "held-out bits per byte with the pool",
            ]),
        ])
    func measures(kind: String, settings: [String], measures: [String]) throws {
        let run = Run(kind, ["updates=12"] + Self.material + settings, files: Self.files)
        let said = try run.said()
        #expect(said.contains("fields.jsonl: 6 of 6 records are used; 0 left out as kept for evaluation, 0 bad"))
        #expect(said.contains("passages.jsonl: 6 of 6 records are used"))
        #expect(said.contains("texts read; 0 left out as kept for evaluation, 0 bad"))
        let last = try #require(
            String(decoding: run.data("metrics.jsonl"), as: UTF8.self).split(separator: "\n")
                .last { $0.contains("bits") })
        for measure in measures + ["right on passages", "right on known facts", "held-out bits per byte"] {
            #expect(last.contains(measure), "\(measure)")
        }
    }

    @Test("a checkpoint does not go on with other files, and shares of what is not there are refused")
    func otherMaterial() throws {
        let run = Run("lm", ["updates=3", "checkpoint-every=1"] + Self.material, files: Self.files)
        #expect(try run.complete() == 0)
        let longer = ["--resume", "--set", "updates=4"]
        let path = run.folder + "-files/passages.jsonl"
        try Data(String(contentsOfFile: path, encoding: .utf8).replacing("lamps", with: "stamps").utf8)
            .write(to: URL(filePath: path))
        #expect(try BuiltPrograms.run("engram", run.arguments + longer).status == 65)
        for wrong in ["known-share=0.1", "passage-share=0.1", "document-share=0.7,text-share=0.7"] {
            let refused = Run("lm", ["updates=3"] + wrong.split(separator: ",").map(String.init))
            #expect(try refused.complete() == 78, "\(wrong)")
        }
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
