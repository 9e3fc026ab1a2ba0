internal import Bytes
internal import MemoryTypes
internal import ServiceKit
internal import StoreClient
internal import Tensors
internal import Wire

/// A worker without a model: it claims work and hands over random deltas of a small model's size, so that only the way
/// is timed.
actor RandomDeltaWorker {
    private let store: RequestClient
    private let session: WorkerSession<RequestClient>
    private var next: Assignment?
    private var deltas: UInt64 = 0

    private static let layers = 4, width = 128, tokens = 720, updateTokens = 24

    init(_ store: RequestClient) {
        self.store = store
        let pool = Self.rows(Self.tokens, seed: 99)
        let descriptor = ModelDescriptor(
            digest: ModelDigest(of: Array("random deltas".utf8)), name: "random", layers: Self.layers,
            width: Self.width, tokens: Self.tokens, updateTokens: Self.updateTokens, dropsPerLayer: false,
            initialised: true, basePool: BlobDigest(of: pool), tokenizer: Self.tokenizer, pieceTokensMax: 28,
            positionsMax: 2048, weights: .f32)
        session = WorkerSession(
            store: store,
            registration: RegisterWorker(
                kind: .update, name: "random deltas", endpoint: "", serverKey: "", model: descriptor,
                build: Build.version),
            basePool: { () async throws(Refusal) in pool }, report: { _ in })
    }

    private static let tokenizer = BlobDigest(of: [])

    private static func rows(_ count: Int, seed: UInt64) -> [UInt8] {
        RandomWeights.numbers(layers * count, width, within: 1, seed: seed).littleEndianBytes
    }

    /// Bytes of a delta that nobody has seen.
    func freshDelta() -> [UInt8] {
        deltas += 1
        return Self.rows(Self.updateTokens, seed: 1_000_003 &* deltas)
    }

    func register() async throws { _ = try await session.registered() }

    /// Commits one piece; there must be one waiting.
    ///
    /// - Returns: milliseconds from the assignment to the answer that it is committed.
    func commit() async throws -> Double {
        let worker = try await session.registered().worker
        let assignment = try await assignment(worker)
        let delta = freshDelta()
        return try await seconds {
            let committed = try await store.call(
                CommitUpdate(
                    worker: worker, job: assignment.job, token: assignment.token, piece: assignment.piece,
                    cut: assignment.cut == nil ? DocumentCut(tokenizer: Self.tokenizer, ends: [20]) : nil,
                    baseVersion: assignment.baseVersion, rows: UInt32(Self.updateTokens), digest: BlobDigest(of: delta),
                    delta: delta, computeMicroseconds: 0, wantsNext: true), within: .seconds(10))
            next = committed.next.assignment
        } * 1000
    }

    private func assignment(_ worker: UInt64) async throws -> Assignment {
        if let next { return next }
        for _ in 0..<5 {
            let asked = RequestAssignment(worker: worker, capacity: 1)
            if let assignment = try await store.call(asked, within: .seconds(5)).work.assignment { return assignment }
        }
        throw Failure(.fault, "The store gives no work though documents wait.")
    }
}
