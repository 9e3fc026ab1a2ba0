import Bytes
import LatentMemory
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Wire

/// A ledger in a database of its own, with one model and helpers that play the worker.
struct LedgerFixture {
    let connection: String
    let session: Session
    let model: ModelDescriptor
    let base: [UInt8]

    static let layers = 2, width = 4, tokens = 24, updateTokens = 4

    init(epoch: UInt64 = 0, dropsPerLayer: Bool = true) throws {
        connection = try TestDatabase(like: "ledger") { try Session(Connection($0)).migrate() }.connection
        session = Session(try Connection(connection), epoch: epoch)
        try session.open()
        base = Self.floats(count: Self.layers * Self.tokens * Self.width, seed: 7)
        model = ModelDescriptor(
            digest: ModelDigest(of: [1]), name: "tiny", layers: Self.layers, width: Self.width, tokens: Self.tokens,
            updateTokens: Self.updateTokens, dropsPerLayer: dropsPerLayer, initialised: true,
            basePool: BlobDigest(of: base), tokenizer: BlobDigest(of: [2]), pieceTokensMax: 28, positionsMax: 2048,
            weights: .f32)
        _ = try session.register(model)
        _ = try session.put(base, at: 0, of: UInt64(base.count), as: BlobDigest(of: base))
    }

    static func floats(count: Int, seed: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        var state = seed
        for _ in 0..<count {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            writer.write(Float(Int32(truncatingIfNeeded: state >> 33)) / 1e9)
        }
        return writer.bytes
    }

    static func deed(_ microseconds: Int64 = 1) -> Deed { Deed(by: "test", at: Timestamp(microseconds: microseconds)) }

    func pool(
        _ name: String = "p", tenant: TenantName = .default, shards: Int = 1, seed: UInt64 = 5, empty: Bool = false
    ) throws -> PoolID {
        try session.create(
            PoolDraft(tenant: tenant, name: PoolName(unchecked: name), uid: Self.uid(tenant.text + name), seed: seed),
            model: "tiny", shards: shards, empty: empty, Self.deed())
    }

    static func uid(_ text: String) -> PoolUID { PoolUID(bytes: Array(sha256(Array(text.utf8))[..<16]))! }
    static func document(_ number: Int) -> DocumentID {
        DocumentID(bytes: Array(sha256(Array("document \(number)".utf8))[..<16]))!
    }

    static func draft(
        _ number: Int, _ text: String? = nil, pool: String = "p", tenant: TenantName = .default, key: UInt64 = 0
    ) -> DocumentDraft {
        DocumentDraft(
            tenant: tenant, actor: key,
            push: PushDocument(
                document: document(number), pool: PoolName(unchecked: pool), text: text ?? "text \(number)",
                metadata: "",
                source: ""))
    }

    func push(_ numbers: some Sequence<Int>, pool: String = "p", key: UInt64 = 0) throws -> [AcceptedDocument] {
        let drafts = numbers.map { Self.draft($0, pool: pool, key: key) }
        return try session.append(drafts, at: Timestamp(microseconds: 2)).map { result in
            guard case .accepted(let document) = result else { throw TestKitError("\(result)") }
            return document
        }
    }

    func claim(_ job: JobID, token: UInt64) throws -> ClaimedWork {
        guard let work = try session.claim(job, FencingToken(token), by: "w") else { throw TestKitError("no job") }
        return work
    }

    /// What a worker would hand over: a delta that depends on the job and the piece alone.
    func update(
        _ work: ClaimedWork, token: UInt64, pieces: Int = 1, rows: Int = updateTokens, seed: UInt64? = nil
    ) -> UpdateCommit {
        let delta = Self.floats(
            count: Self.layers * rows * Self.width, seed: seed ?? (work.job.value * 1000 + UInt64(work.piece)))
        let cut = DocumentCut(tokenizer: BlobDigest(of: [2]), ends: (1...pieces).map { UInt32($0 * 20) })
        return UpdateCommit(
            pool: work.pool, job: work.job, token: FencingToken(token), piece: work.piece,
            cut: work.cut == nil ? cut : nil, base: work.base, rows: UInt32(rows), digest: BlobDigest(of: delta),
            delta: delta, computeMicroseconds: 10, worker: "w")
    }

    @discardableResult
    func absorb(_ document: AcceptedDocument, token: UInt64? = nil, pieces: Int = 1) throws -> CommittedVersion {
        let token = token ?? document.job.value
        var last: CommittedVersion?
        for _ in 0..<pieces {
            let work = try claim(document.job, token: token + UInt64(last?.version.value ?? 0) << 20)
            last = try session.commit(
                update(work, token: token + UInt64(last?.version.value ?? 0) << 20, pieces: pieces), Self.deed())
        }
        guard let last else { throw TestKitError("no piece") }
        return last
    }
}
