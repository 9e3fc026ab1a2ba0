import Bytes
import Checkpoints
import Foundation
import GenerationWorker
import LatentMemory
import MemoryTypes
import ServiceTestKit
import StoreClient
import Tensors
import TestKit
import Testing
import Tokenization
import Wire

/// The pilot model, loaded once, and a store in memory that holds one pool of it.
enum Pilot {
    static let folder = TestFiles.pilot.path

    private static let loaded = Result { try OpenedModel(folder: folder, weights: "f32", memoryClass: nil) }

    static func model() throws -> ServedModel { try loaded.get().served }
    static func basePool() async throws -> [UInt8] { try await loaded.get().basePool() }

    struct Example: Decodable {
        let document: String
        let question: String
        let answer: String
        let after: String
        let before: String
    }

    static func examples() throws -> [Example] {
        try JSONDecoder().decode([Example].self, from: Data(contentsOf: URL(filePath: folder + "/examples.json")))
    }

    static let poolName = PoolName(unchecked: "people")
    static let pool = PoolID(3)

    /// The stacks of edits of a worker.
    static func stacks(_ store: FakeStore, of model: ServedModel? = nil) throws -> StackLibrary {
        let model = try model ?? self.model()
        let artifacts = ArtifactLibrary(
            model: model.descriptor.digest, bytesMax: 64 << 20
        ) { digest throws(Refusal) in try await store.fetchBlob(digest, within: .seconds(10)) }
        return StackLibrary(decoder: model.decoder, artifacts: artifacts)
    }

    /// The pool as it was created.
    static func manifest(
        of pool: PoolID = pool, name: PoolName = poolName, version: PoolVersion = PoolVersion(0), base: [UInt8],
        stack: [StackedEdit] = []
    ) throws -> PoolManifest {
        let descriptor = try model().descriptor
        let shape = try #require(descriptor.shape(shards: 1))
        let uid = try #require(PoolUID(bytes: [UInt8](repeating: 1, count: 16)))
        let slots = (0..<UInt32(shape.tokens)).map { SlotReference(source: 0, row: $0) }
        return PoolManifest(
            pool: pool, uid: uid, tenant: .default, name: name, model: descriptor.digest, shape: shape,
            initialised: true, version: version, position: LogPosition(version.value), stateHash: .zero,
            sources: [BlobSource(digest: BlobDigest(of: base), rows: UInt32(shape.tokens), document: nil)],
            shards: [ShardSlots(lists: [slots])], stack: stack)
    }

    /// A store that has the pool at version 0 and nothing else.
    static func store() async throws -> FakeStore {
        let base = try await basePool()
        let manifest = try manifest(base: base)
        return FakeStore { request throws(Refusal) in
            switch request {
            case let fetch as FetchManifest:
                guard fetch.name == nil || fetch.name == poolName else { throw Refusal(.unknownPool) }
                guard fetch.version == nil || fetch.version == PoolVersion(0) else { throw Refusal(.unknownVersion) }
                return manifest
            case let fetch as FetchBlob:
                let start = Int(fetch.offset)
                return BlobChunk(
                    digest: fetch.digest, total: UInt64(base.count), offset: fetch.offset,
                    bytes: Array(base[start..<min(base.count, start + 1 << 20)]))
            default: throw Refusal(.unexpectedKind)
            }
        }
    }

    /// What absorbing `document` into the pool as it was created makes known: the change to version 1.
    static func advance(absorbing document: String) async throws -> VersionAdvanced {
        try #require(try await advances(absorbing: [(document, nil)]).first)
    }

    /// What absorbing documents one after another makes known: the changes to versions 1, 2, 3, ...
    static func advances(absorbing documents: [(text: String, id: DocumentID?)]) async throws -> [VersionAdvanced] {
        let model = try model()
        let memory = try #require(model.memory)
        let shape = try #require(model.descriptor.shape(shards: 1))
        let uid = try #require(PoolUID(bytes: [UInt8](repeating: 1, count: 16)))
        let base = try PoolDelta(layers: shape.layers, width: shape.width, bytes: try await basePool())
        var tail = base.tail(shape.updateTokens)
        return documents.enumerated().map { index, document in
            let delta = memory.selfUpdate(model.tokenizer.encode(document.text), tail: tail)
            tail = delta
            let forgotten = Forgetting(seed: 1).slots(
                shape: shape, shard: 0, chainIndex: UInt64(index), rows: delta.rows)
            let version = UInt64(index + 1)
            return VersionAdvanced(
                pool: pool, uid: uid, version: PoolVersion(version), position: LogPosition(version), recordKind: 2,
                reload: false, shard: 0, delta: delta.digest, rows: UInt32(delta.rows), document: document.id,
                forgotten: ForgottenSlots(lists: forgotten), stateHash: .zero, deltaBytes: delta.bytes)
        }
    }
}
