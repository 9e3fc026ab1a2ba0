import Bytes
import Editing
import GenerationWorker
import MemoryTypes
import ServiceTestKit
import StoreClient
import Tensors
import Testing
import Tokenization
import Transformer
import Wire

/// Edits of the pilot, and a store that has them.
private enum EditedPilot {
    static let question = "Question: What food does Cead like? Answer:"

    /// An artifact that makes the question be answered so.
    static func artifact(
        _ target: String, method: String = "rag", changes: [String] = [], model other: ModelDigest? = nil
    ) throws -> EditArtifact {
        let model = try Pilot.model()
        let item = EditItem(prompt: question, subject: "Cead", target: target, paraphrases: [], locality: [])
        let encode: (String) -> [Int32] = { model.tokenizer.encode($0) }
        let edit = try PreparedEdit(
            [item], recipe: EditRecipe(method: method, changes: changes), onEdited: true,
            configuration: model.decoder.configuration, encode: encode)
        let ground = PreparedEdit.Ground(
            decoder: model.decoder, model: other ?? model.descriptor.digest, stack: .empty,
            background: PreparedEdit.background(encode: encode))
        return try edit.computed(on: ground, seed: 1).artifact
    }

    static func stacked(_ artifacts: [EditArtifact]) throws -> [StackedEdit] {
        try artifacts.enumerated().map { index, artifact in
            let edit = try #require(EditID(bytes: [UInt8](repeating: UInt8(index + 1), count: 16)))
            return StackedEdit(edit: edit, position: LogPosition(UInt64(index + 1)), artifact: artifact.digest)
        }
    }

    static let other = PoolName(unchecked: "other")
    static let plain = PoolName(unchecked: "plain")

    /// A store with three pools on one base: `people` and `other` with edits of their own, `plain` with none.
    static func store(people: [EditArtifact], other: [EditArtifact] = []) async throws -> FakeStore {
        let base = try await Pilot.basePool()
        let manifests = [
            try Pilot.manifest(base: base, stack: try stacked(people)),
            try Pilot.manifest(of: PoolID(4), name: Self.other, base: base, stack: try stacked(other)),
            try Pilot.manifest(of: PoolID(5), name: plain, base: base),
        ]
        var blobs = [BlobDigest(of: base): base]
        for artifact in people + other { blobs[artifact.digest] = artifact.encoded }
        let served = blobs
        return FakeStore { request throws(Refusal) in
            switch request {
            case let fetch as FetchManifest:
                guard let found = manifests.first(where: { $0.name == fetch.name || $0.pool == fetch.pool }) else {
                    throw Refusal(.unknownPool)
                }
                return found
            case let fetch as FetchBlob:
                guard let bytes = served[fetch.digest] else { throw Refusal(.unknownBlob) }
                let start = Int(fetch.offset)
                return BlobChunk(
                    digest: fetch.digest, total: UInt64(bytes.count), offset: fetch.offset,
                    bytes: Array(bytes[start..<min(bytes.count, start + 1 << 20)]))
            default: throw Refusal(.unexpectedKind)
            }
        }
    }

    static func advance(to version: UInt64, stack: [StackedEdit]) throws -> VersionAdvanced {
        VersionAdvanced(
            pool: Pilot.pool, uid: try #require(PoolUID(bytes: [UInt8](repeating: 1, count: 16))),
            version: PoolVersion(version), position: LogPosition(version), recordKind: 5, reload: false, shard: 0,
            rows: 0, forgotten: ForgottenSlots(lists: []), stateHash: .zero, deltaBytes: [], stack: stack)
    }
}

@Suite("Generation worker: edits of pools")
struct EditedPoolTests {
    private func ask(_ worker: Worker, _ pool: PoolName, version: UInt64? = nil) async throws -> String {
        let reference = PoolReference(name: pool, minimumVersion: version.map { PoolVersion($0) })
        return try await worker.ask(EditedPilot.question, pool: reference, limit: 6).text.filter { $0 != " " }
    }

    @Test("two pools on one model answer by their own edits, in the same steps, and a third by none")
    func twoPools() async throws {
        let store = try await EditedPilot.store(
            people: [try EditedPilot.artifact("noodles.", method: "knn-lm", changes: ["reach=none"])],
            other: [try EditedPilot.artifact("lentils.", method: "knn-lm", changes: ["reach=none"])])
        let worker = try await Worker(store: store)
        try await worker.running {
            let pools = [Pilot.poolName, EditedPilot.other, EditedPilot.plain]
            var alone: [String] = []
            for pool in pools { alone.append(try await ask(worker, pool)) }
            #expect(Set(alone).count == 3, "\(alone)")
            let together = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for round in 0..<2 {
                    for (index, pool) in pools.enumerated() {
                        group.addTask { (round * 3 + index, try await ask(worker, pool)) }
                    }
                }
                return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            #expect((0..<6).map { together[$0] } == (0..<6).map { alone[$0 % 3] })
        }
    }

    @Test("an edit is in force with its version and out of force when it is taken back, and each artifact comes once")
    func follows() async throws {
        let artifact = try EditedPilot.artifact("noodles.")
        let store = try await EditedPilot.store(people: [], other: [artifact])
        let worker = try await Worker(store: store)
        try await worker.running {
            let before = try await ask(worker, Pilot.poolName)
            let stack = try EditedPilot.stacked([artifact])
            await worker.library.heard(try EditedPilot.advance(to: 1, stack: stack))
            let edited = try await ask(worker, Pilot.poolName, version: 1)
            #expect(edited.hasPrefix("noodles") && before != edited)
            await worker.library.heard(try EditedPilot.advance(to: 2, stack: []))
            #expect(try await ask(worker, Pilot.poolName, version: 2) == before)
            await worker.library.heard(try EditedPilot.advance(to: 3, stack: stack))
            #expect(try await ask(worker, Pilot.poolName, version: 3) == edited)
            #expect(try await ask(worker, EditedPilot.other) == edited)
            let fetched = store.requests(FetchBlob.self).filter { $0.digest == artifact.digest }
            #expect(fetched.count == 1)
        }
    }

    @Test("an answer without memory is the model's own, whatever edits its pool has")
    func withoutMemory() async throws {
        let store = try await EditedPilot.store(people: [try EditedPilot.artifact("noodles.")])
        let worker = try await Worker(store: store)
        try await worker.running {
            let alone = try await worker.ask(EditedPilot.question, useMemory: false, limit: 6).text
            #expect(alone == (try await worker.ask(EditedPilot.question, pool: nil, limit: 6).text))
        }
    }

    @Test("an artifact of another model, and one that does not fit this one, are refused by number")
    func unfit() async throws {
        let foreign = try EditedPilot.artifact("noodles.", model: ModelDigest(of: [1]))
        let model = try Pilot.model()
        let beyond = EditArtifact(
            method: "grace", model: model.descriptor.digest,
            payload: .codebookEntry(CodebookEntry(
                site: EditSite(layer: 99), settings: CodebookSettings(), key: Self.row, value: Self.row, label: [])))
        for artifact in [foreign, beyond] {
            let worker = try await Worker(store: try await EditedPilot.store(people: [artifact]))
            await worker.running {
                let refusal = await #expect(throws: Refusal.self) { try await ask(worker, Pilot.poolName) }
                #expect(refusal?.code == .artifactUnfit)
            }
        }
    }

    private static let row = Tensor(rows: 1, columns: 1, [1])
}
