import Bytes
import Checkpoints
import Editing
import Engram
import Foundation
import MemoryTypes
import Tensors
import TestKit
import Testing
import Wire

@Suite("engram edit")
struct EditCommandTests {
    private static let pool = PoolName(unchecked: "people")
    private static let id = EditID(unchecked: [UInt8](repeating: 7, count: 16))
    private static let artifact = EditArtifact(
        method: "ft", model: ModelDigest(of: [1]),
        payload: .dense([DenseDelta(site: EditSite(layer: 1), values: Tensor(rows: 1, columns: 2, [0.5, -3]))]))

    private static func detail(_ state: EditState = .applied, error: String = "", locality: Double = 1) -> EditDetail {
        let measures = EditMeasures(
            reliability: 1, paraphrase: nil, locality: locality, perplexityBefore: 10, perplexity: 11,
            relativeChange: 0.01, keyShare: nil)
        let entry = EditEntry(
            position: LogPosition(12), version: PoolVersion(9), editor: BlobDigest(of: [2]),
            request: BlobDigest(of: [3]), tokenizer: BlobDigest(of: [4]), artifact: artifact.digest,
            artifactBytes: UInt64(artifact.encoded.count), supersedes: LogPosition(0))
        let isApplied = state == .applied
        return EditDetail(
            name: pool,
            summary: EditSummary(
                edit: id, number: 1, state: state, method: "memoir", items: 1, prompt: "p", subject: "s", target: "t",
                actor: "", received: Timestamp(microseconds: 0)),
            draft: nil, seed: 1, thresholds: .standard, errorCode: error.isEmpty ? 0 : 125, error: error,
            entry: isApplied ? entry : nil,
            measurements: [EditMeasurement(
                occasion: .commit, absorptions: 0, version: PoolVersion(9), time: Timestamp(microseconds: 0),
                measures: measures)])
    }

    private func conversation(_ detail: EditDetail = EditCommandTests.detail()) -> ScriptedConversation {
        ScriptedConversation { request, _ in
            switch request {
            case is SubmitEdit:
                EditAccepted(edit: Self.id, job: JobID(3), state: .queued, first: true, queueDepth: 0)
            case is AwaitEdit, is ShowEdit, is EvaluateEdit: detail
            case let fetch as FetchBlob:
                BlobChunk(
                    digest: fetch.digest, total: UInt64(Self.artifact.encoded.count), offset: fetch.offset,
                    bytes: Self.artifact.encoded)
            case let put as PutBlob: BlobStored(digest: put.digest, received: put.total, complete: true)
            default: throw Refusal(.unexpectedKind)
            }
        }
    }

    private func run(
        _ arguments: [String], _ conversation: ScriptedConversation
    ) async -> (status: Engram.ExitStatus, recorder: Recorder) {
        let recorder = Recorder()
        let surroundings = Surroundings(environment: [:], terminal: recorder.terminal()) { _ in conversation }
        let status = await Surroundings.$current.withValue(surroundings) {
            await runEngram(["edit"] + arguments + ["--pool", "people", "--endpoint", "tcp://127.0.0.1:1"])
        }
        return (status, recorder)
    }

    @Test("add sends the fact as it was given, waits, and shows place, artifact and measures")
    func adds() async {
        let conversation = conversation()
        let (status, recorder) = await run(
            [
                "add", "--prompt", "p", "--subject", "s", "--target", "t", "--paraphrase", "q", "--locality", "l",
                "--method", "r-rome", "--set", "layer=3", "--on-base", "--seed", "5",
            ], conversation)
        #expect(status == .success)
        let sent = conversation.requests(SubmitEdit.self)
        #expect(sent.map(\.draft) == [EditDraft(
            method: "r-rome", settings: ["layer=3"], onEdited: false,
            items: [EditItem(prompt: "p", subject: "s", target: "t", paraphrases: ["q"], locality: ["l"])])])
        #expect(sent.map(\.seed) == [5] && conversation.requests(AwaitEdit.self).map(\.edit) == [Self.id])
        #expect(recorder.output.contains("position 12, version 9") && recorder.output.contains("10.0 -> 11.0"))
    }

    @Test("an edit that failed ends with status 1 and its number; a threshold that was crossed is named")
    func fails() async {
        let add = ["add", "--prompt", "p", "--target", "t"]
        let failed = await run(add, conversation(Self.detail(.failed, error: "The guard refuses the edit.")))
        #expect(failed.status == .verdict && failed.recorder.output.contains("The guard refuses the edit. [125]"))
        let crossed = await run(add, conversation(Self.detail(locality: 0.1)))
        #expect(crossed.status == .success)
        #expect(crossed.recorder.diagnostics.contains("locality is 0.1, at least 0.5 is wanted"))
    }

    @Test("what is missing or unknown is refused before anything is sent")
    func refusals() async {
        for arguments in [
            ["add"], ["add", "--prompt", "p"], ["add", "--prompt", "p", "--target", "t", "--method", "rom"],
            ["add", "--prompt", "p", "--target", "t", "--file", "x"], ["add", "--file", "/nowhere.jsonl"],
            ["import", "/nowhere.safetensors"], ["show-nothing"],
        ] {
            let conversation = conversation()
            let (status, recorder) = await run(arguments, conversation)
            #expect(status != .success && conversation.requests(SubmitEdit.self).isEmpty, "\(arguments)")
            #expect(!recorder.diagnostics.isEmpty)
        }
    }

    @Test("what export writes import takes back, bit by bit")
    func files() async throws {
        let path = NSTemporaryDirectory() + "/edit-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (exported, recorder) = await run(["export", Self.id.description, "--out", path], conversation())
        #expect(exported == .success && recorder.output.contains("position  12"))
        #expect(try EditArtifactFile(path: path).artifact.encoded == Self.artifact.encoded)
        let conversation = conversation()
        let (imported, _) = await run(["import", path], conversation)
        #expect(imported == .success)
        #expect(conversation.requests(PutBlob.self).map(\.bytes) == [Self.artifact.encoded])
        let draft = try #require(conversation.requests(SubmitEdit.self).first?.draft)
        #expect(draft.method == "imported" && draft.artifact == Self.artifact.digest && draft.items.isEmpty)
    }

    @Test("evaluate asks what it is told to and shows what was measured")
    func evaluates() async {
        let conversation = conversation()
        let (status, recorder) = await run(
            ["evaluate", Self.id.description, "--prompt", "p", "--target", "t", "--json"], conversation)
        #expect(status == .success && recorder.output.contains("\"reliability\" : 1"))
        #expect(conversation.requests(EvaluateEdit.self).map(\.items.count) == [1])
    }
}

@Suite("engram edit, without services")
struct EditToolTests {
    private static let pilot = TestFiles.pilot.path

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "/edit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("stats writes moments that belong to the model, and says when the text was short")
    func statistics() throws {
        try inFolder { folder in
            try Data("Question: What food does Cead like?\n".utf8).write(to: URL(filePath: folder + "/a.txt"))
            let path = folder + "/keys.safetensors"
            let (status, output) = try BuiltPrograms.run(
                "engram",
                ["edit", "stats", "--model", Self.pilot, "--text", folder + "/a.txt", "--layers", "1,3", "--out", path])
            #expect(status == 0 && output.contains("Raise --tokens"))
            let model = try LoadedModel(folder: Self.pilot, options: .init(weightFormat: .f32))
            let found = try KeyStatisticsFile.read(path, model: model.digest)
            #expect(Set(found.keys.map(\.layer)) == [1, 3] && found.values.allSatisfy { $0.moment.rows == 352 })
            let (refused, _) = try BuiltPrograms.run(
                "engram",
                ["edit", "stats", "--model", Self.pilot, "--text", folder + "/a.txt", "--layers", "9", "--out", path])
            #expect(refused == 2)
        }
    }

    @Test("stats reads a plain file to its end, in parts, and of a line of JSON its beginning")
    func longTexts() throws {
        try inFolder { folder in
            let words = String(repeating: "Cead likes food. ", count: 100)
            try Data(words.utf8).write(to: URL(filePath: folder + "/a.txt"))
            try Data("{\"text\": \"\(words)\"}\n".utf8).write(to: URL(filePath: folder + "/a.jsonl"))
            let model = try LoadedModel(folder: Self.pilot, options: .init(weightFormat: .f32))
            var keys: [UInt64] = []
            for file in ["a.txt", "a.jsonl"] {
                let path = folder + "/keys-\(file).safetensors"
                let (status, output) = try BuiltPrograms.run(
                    "engram",
                    [
                        "edit", "stats", "--model", Self.pilot, "--text", "\(folder)/\(file)", "--layers", "1",
                        "--longest", "16", "--scratch", folder, "--out", path,
                    ])
                #expect(status == 0, "\(output)")
                keys += try KeyStatisticsFile.read(path, model: model.digest).values.map(\.tokens)
            }
            #expect(keys[0] >= 200 && keys[1] == 16)
        }
    }

    @Test("trace names a layer, draws its maps, and refuses a subject that the prompt has not")
    func trace() throws {
        try inFolder { folder in
            let prompt = ["--model", Self.pilot, "--prompt", "Question: What food does Cead like? Answer:"]
            let svg = folder + "/map.svg"
            let (status, output) = try BuiltPrograms.run(
                "engram", ["edit", "trace", "--subject", "Cead", "--samples", "2", "--svg", svg] + prompt)
            #expect(status == 0 && output.contains("no layer stands out") && output.contains("Cead*"))
            #expect(try String(contentsOfFile: svg, encoding: .utf8).hasPrefix("<svg"))
            let (refused, words) = try BuiltPrograms.run("engram", ["edit", "trace", "--subject", "Bo"] + prompt)
            #expect(refused == 2 && words.contains("does not contain the subject \"Bo\""))
        }
    }
}
