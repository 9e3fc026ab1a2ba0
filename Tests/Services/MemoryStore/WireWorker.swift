import Bytes
import MemoryTypes
import ServiceKit
import TestKit
import Wire

/// Plays an update worker over the wire, with deltas that depend on the job and the piece alone.
struct WireWorker {
    let number: UInt64
    let registered: WorkerRegistered

    static let layers = 2, width = 4, tokens = 24, updateTokens = 4
    static let base = floats(count: layers * tokens * width, seed: 7)
    static let model = ModelDescriptor(
        digest: ModelDigest(of: [1]), name: "tiny", layers: layers, width: width, tokens: tokens,
        updateTokens: updateTokens, dropsPerLayer: true, initialised: true, basePool: BlobDigest(of: base),
        tokenizer: BlobDigest(of: [2]), pieceTokensMax: 28, positionsMax: 2048, weights: .f32)

    init(_ store: StoreProcess) async throws {
        registered = try await store.call(
            RegisterWorker(
                kind: .update, name: "test", endpoint: "", serverKey: "", model: Self.model, build: "test"))
        number = registered.worker
        guard registered.needsBasePool else { return }
        let stored = try await store.call(
            PutBlob(
                digest: BlobDigest(of: Self.base), total: UInt64(Self.base.count), offset: 0, bytes: Self.base))
        guard stored.complete else { throw TestKitError("the base pool was not taken") }
    }

    static func floats(count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        var writer = ByteWriter()
        for _ in 0..<count { writer.write(Float.random(in: -1...1, using: &random)) }
        return writer.bytes
    }

    static func document(_ number: Int) -> DocumentID {
        DocumentID(bytes: Array(sha256(Array("document \(number)".utf8))[..<16]))!
    }

    static func push(_ number: Int, _ pool: String, text: String? = nil) -> DocumentDraft {
        DocumentDraft(
            tenant: .default, actor: 0,
            push: PushDocument(
                document: document(number), pool: PoolName(unchecked: pool), text: text ?? "text \(number)",
                metadata: "", source: ""))
    }

    /// The next work, if there is some within the time.
    func work(_ store: StoreProcess, within limit: Duration = .milliseconds(500)) async throws -> Assignment? {
        try await store.call(RequestAssignment(worker: number, capacity: 1), within: limit).work.assignment
    }

    func update(_ work: Assignment, pieces: Int = 1, wantsNext: Bool = false) -> CommitUpdate {
        let delta = Self.floats(
            count: Self.layers * Self.updateTokens * Self.width, seed: work.job.value * 1000 + UInt64(work.piece))
        let cut = DocumentCut(tokenizer: BlobDigest(of: [2]), ends: (1...pieces).map { UInt32($0 * 20) })
        return CommitUpdate(
            worker: number, job: work.job, token: work.token, piece: work.piece, cut: work.cut == nil ? cut : nil,
            baseVersion: work.baseVersion, rows: UInt32(Self.updateTokens), digest: BlobDigest(of: delta),
            delta: delta, computeMicroseconds: 5, wantsNext: wantsNext)
    }

    /// Absorbs whatever there is until nothing comes any more.
    func absorbAll(_ store: StoreProcess) async throws -> Int {
        var count = 0
        var next = try await work(store)
        while let now = next {
            let done = try await store.call(update(now, wantsNext: true))
            count += 1
            if let more = done.next.assignment { next = more } else { next = try await work(store) }
        }
        return count
    }
}

extension StoreProcess {
    func createPool(_ name: String, shards: Int = 1) async throws -> PoolDescription {
        try await call(CreatePool(name: PoolName(unchecked: name), model: "", shards: shards, seed: 5, empty: false))
    }

    func push(_ numbers: some Sequence<Int>, to pool: String) async throws -> [AppendOutcome] {
        try await call(AppendDocuments(drafts: numbers.map { WireWorker.push($0, pool) })).outcomes
    }

    func replay(_ pool: String, deep: Bool = true) async throws -> ReplayVerdict {
        try await client.stream(
            ReplayPool(name: PoolName(unchecked: pool), from: .start, deep: deep),
            CallOptions(within: .seconds(60))
        ) { _ in }
    }

    func verify(_ pool: String) async throws -> LogVerdict {
        try await client.stream(
            VerifyLog(name: PoolName(unchecked: pool), deep: true), CallOptions(within: .seconds(60))
        ) { _ in }
    }
}
