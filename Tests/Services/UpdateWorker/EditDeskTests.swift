import Bytes
import Checkpoints
import Editing
import Foundation
import MemoryTypes
import PoolReading
import ServiceTestKit
import StoreClient
import TestKit
import Testing
import UpdateWorker
import Wire

/// An update worker's editing half with the pilot, and a store that has blobs.
private struct EditingHalf {
    let desk: EditDesk<FakeStore>
    let store: FakeStore
    let model: ModelDigest

    private static let opened = Result {
        try OpenedModel(folder: pilotFolder, weights: "f32", memoryClass: nil)
    }

    private static let pilotFolder = TestFiles.pilot.path

    init(blobs: [[UInt8]] = [], isLost: Bool = false) throws {
        let opened = try Self.opened.get()
        model = opened.descriptor.digest
        let served = Dictionary(uniqueKeysWithValues: blobs.map { (BlobDigest(of: $0), $0) })
        let store = FakeStore { request throws(Refusal) in
            guard let fetch = request as? FetchBlob, let bytes = served[fetch.digest] else {
                throw Refusal(.unknownBlob)
            }
            return BlobChunk(digest: fetch.digest, total: UInt64(bytes.count), offset: 0, bytes: bytes)
        }
        self.store = store
        let artifacts = ArtifactLibrary(model: model, bytesMax: 64 << 20) { digest throws(Refusal) in
            try await store.fetchBlob(digest, within: .seconds(10))
        }
        desk = EditDesk(
            store: store, engine: EditEngine(opened.editor(statistics: [:])), artifacts: artifacts, pools: nil
        ) { _ in isLost }
    }

    static let prompt = "Question: What food does Cead like? Answer:"

    static func draft(
        _ target: String, method: String = "knn-lm", settings: [String] = [], artifact: BlobDigest? = nil,
        prompt: String = prompt, subject: String? = "Cead"
    ) -> EditDraft {
        EditDraft(
            method: method, settings: settings, artifact: artifact, onEdited: true,
            items: [EditItem(prompt: prompt, subject: subject, target: target, paraphrases: [], locality: [])])
    }

    static func id(_ number: UInt8) -> EditID { EditID(unchecked: [UInt8](repeating: number, count: 16)) }

    func assignment(
        _ task: EditTask = .compute, stack: [StackedEdit] = [], steps: [EditStep], edit: UInt8 = 1,
        thresholds: EditGuard = EditGuard(localityMin: 0, perplexityGrowthMax: 1e9, relativeChangeMax: 1e9)
    ) -> EditAssignment {
        EditAssignment(
            job: JobID(1), token: FencingToken(1), attempt: 1, pool: PoolID(1), model: model, task: task,
            edit: Self.id(edit), version: PoolVersion(1), absorptions: 0, stack: stack, steps: steps, items: [],
            thresholds: thresholds, leaseMilliseconds: 60_000, secondsMax: 600)
    }

    static func step(_ draft: EditDraft, edit: UInt8 = 1, request: BlobDigest? = nil) -> EditStep {
        EditStep(edit: id(edit), position: LogPosition(0), seed: 7, request: request, draft: draft)
    }

    func outcome(_ draft: EditDraft) async throws -> EditOutcome {
        try await desk.outcome(of: assignment(steps: [Self.step(draft)]))
    }

    static func stacked(_ results: [EditResult]) -> [StackedEdit] {
        results.enumerated().map { index, result in
            StackedEdit(edit: result.edit, position: LogPosition(UInt64(5 + index)), artifact: result.artifact)
        }
    }
}

@Suite("Update worker: edits")
struct EditDeskTests {
    @Test("an edit comes with its artifact, its request in tokens, and measures that say that it took")
    func computes() async throws {
        let editing = try EditingHalf()
        let outcome = try await editing.outcome(EditingHalf.draft("noodles."))
        let result = try #require(outcome.results.first)
        #expect(result.edit == EditingHalf.id(1) && BlobDigest(of: result.artifactBytes) == result.artifact)
        let artifact = try EditArtifact(decoding: result.artifactBytes)
        #expect(artifact.model == editing.model && artifact.method == "knnlm")
        let request = try PreparedEdit(decoding: result.request)
        #expect(request.requests[0].targetText == "noodles." && request.editorDigest == result.editor)
        #expect(outcome.measures.reliability == 1 && outcome.measures.isFinite)
    }

    @Test("computed again from the recorded request it is the same, bit by bit")
    func again() async throws {
        let made = try await EditingHalf().outcome(EditingHalf.draft("noodles.", method: "grace"))
        let first = try #require(made.results.first)
        let editing = try EditingHalf(blobs: [first.request])
        // The texts of the draft are not what counts then.
        let other = EditingHalf.draft("beans.", method: "grace")
        let step = EditingHalf.step(other, request: BlobDigest(of: first.request))
        let second = try await editing.desk.outcome(of: editing.assignment(steps: [step]))
        #expect(second.results.first?.artifactBytes == first.artifactBytes)
    }

    @Test("what cannot be edited is refused for good, each by its number")
    func refusals() async throws {
        let editing = try EditingHalf()
        let drafts: [(EditDraft, RefusalCode)] = [
            (EditingHalf.draft("noodles.", method: "r-rome", prompt: "What food?"), .subjectNotInPrompt),
            (EditingHalf.draft("noodles.", method: "r-rome", subject: nil), .subjectMissing),
            (EditingHalf.draft("  "), .targetEmpty), (EditingHalf.draft("noodles.", method: "rom"), .methodUnknown),
            (EditingHalf.draft("noodles.", method: "r-rome", settings: ["layer=9"]), .siteMissing),
            (EditingHalf.draft("noodles.", method: "r-rome", settings: ["speed=9"]), .settingInvalid),
            (EditingHalf.draft("noodles.", method: "memit", settings: ["layers=1"]), .statisticsMissing),
            (EditingHalf.draft("noodles.", prompt: String(repeating: "Cead likes ", count: 900)), .editTooLong),
        ]
        for (draft, code) in drafts {
            let fault = await #expect(throws: UpdateFault.self) { try await editing.outcome(draft) }
            #expect(fault?.code == code && fault?.isPermanent == true, "\(draft.method): \(fault as Any)")
        }
    }

    @Test("the guard refuses with the number that crossed, and leaves it to the store where it reverts")
    func guarded() async throws {
        let editing = try EditingHalf()
        let steps = [EditingHalf.step(EditingHalf.draft("noodles.", method: "r-rome", settings: ["steps=1"]))]
        let fault = await #expect(throws: UpdateFault.self) {
            try await editing.desk.outcome(
                of: editing.assignment(steps: steps, thresholds: EditGuard(reliabilityMin: 1)))
        }
        #expect(fault?.code == .guardRefused && fault?.sentence.contains("reliability is") == true)
        let reverting = EditGuard(action: .revert, reliabilityMin: 1)
        let outcome = try await editing.desk.outcome(of: editing.assignment(steps: steps, thresholds: reverting))
        #expect(outcome.results.count == 1 && !reverting.breaches(of: outcome.measures).isEmpty)
    }

    @Test("an artifact that was made before is measured and handed over by its name alone; another model's is refused")
    func imported() async throws {
        let made = try #require(try await EditingHalf().outcome(EditingHalf.draft("noodles.")).results.first)
        let editing = try EditingHalf(blobs: [made.artifactBytes])
        let draft = EditingHalf.draft("noodles.", method: EditDraft.imported, artifact: made.artifact)
        let outcome = try await editing.outcome(draft)
        let result = try #require(outcome.results.first)
        #expect(result.artifact == made.artifact && result.artifactBytes.isEmpty)
        #expect(outcome.measures.reliability == 1 && outcome.longArtifacts.isEmpty)
        let own = try EditArtifact(decoding: made.artifactBytes)
        let foreign = EditArtifact(method: own.method, model: ModelDigest(of: [1]), payload: own.payload).encoded
        let other = try EditingHalf(blobs: [foreign])
        let fault = await #expect(throws: UpdateFault.self) {
            try await other.outcome(
                EditingHalf.draft("x.", method: EditDraft.imported, artifact: BlobDigest(of: foreign)))
        }
        #expect(fault?.code == .artifactUnfit && fault?.isPermanent == true)
    }

    @Test("a replay computes the edits behind the reverted one again, as if it had never been")
    func replays() async throws {
        let drafts = [EditingHalf.draft("beans.", method: "ft-m"), EditingHalf.draft("noodles.", method: "ft-m")]
        let first = try await EditingHalf().outcome(drafts[0])
        let stack = EditingHalf.stacked(first.results)
        let editing = try EditingHalf(blobs: first.results.map(\.artifactBytes))
        let second = try await editing.desk.outcome(
            of: editing.assignment(stack: stack, steps: [EditingHalf.step(drafts[1], edit: 2)], edit: 2))
        let alone = try await EditingHalf().desk.outcome(
            of: editing.assignment(steps: [EditingHalf.step(drafts[1], edit: 2)], edit: 2))
        #expect(second.results[0].artifact != alone.results[0].artifact, "it was computed on the first")
        let both = try EditingHalf(blobs: (first.results + second.results).map(\.artifactBytes))
        let replayed = try await both.desk.outcome(
            of: both.assignment(
                .replay, stack: EditingHalf.stacked(first.results + second.results),
                steps: [EditingHalf.step(drafts[1], edit: 2)], edit: 1))
        #expect(replayed.results.map(\.artifact) == alone.results.map(\.artifact))
    }

    @Test("a replay without an edit that is no longer in force is refused for good")
    func replaysGone() async throws {
        let editing = try EditingHalf()
        let step = EditingHalf.step(EditingHalf.draft("noodles."), edit: 2)
        let fault = await #expect(throws: UpdateFault.self) {
            try await editing.desk.outcome(of: editing.assignment(.replay, steps: [step], edit: 1))
        }
        #expect(fault?.code == .editReverted && fault?.isPermanent == true)
    }

    @Test("an edit that is in force is measured where it stands; one that is not is refused")
    func measures() async throws {
        let first = try await EditingHalf().outcome(EditingHalf.draft("noodles."))
        let editing = try EditingHalf(blobs: first.results.map(\.artifactBytes))
        let step = EditingHalf.step(EditingHalf.draft("noodles."))
        let outcome = try await editing.desk.outcome(
            of: editing.assignment(.evaluate, stack: EditingHalf.stacked(first.results), steps: [step]))
        #expect(outcome.results.isEmpty && outcome.measures == first.measures)
        let fault = await #expect(throws: UpdateFault.self) {
            try await editing.desk.outcome(of: editing.assignment(.evaluate, steps: [step]))
        }
        #expect(fault?.code == .editReverted)
    }

    @Test("a lost lease ends the work before the next edit")
    func lost() async throws {
        let editing = try EditingHalf(isLost: true)
        let fault = await #expect(throws: UpdateFault.self) { try await editing.outcome(EditingHalf.draft("noodles.")) }
        #expect(fault?.code == .leaseLost && fault?.isPermanent == false)
    }
}
