import Bytes
import MemoryTypes
import StoreClient
import Synchronization
import Wire

/// A store that answers as a test says, and remembers what it was asked.
final class FakeStore: StoreCalls {
    typealias Answer = @Sendable (any Message) async throws(Refusal) -> any Message

    private let answer: Answer
    private let heard = Mutex<[any Message]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// The requests of one kind, in order.
    func requests<Asked: Request>(_ type: Asked.Type) -> [Asked] { heard.withLock { $0.compactMap { $0 as? Asked } } }

    func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply {
        if Task.isCancelled { throw Refusal(.cancelled) }
        heard.withLock { $0.append(request) }
        guard let reply = try await answer(request) as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return reply
    }

    func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked> {
        Collected(parts: [], reply: try await call(request, within: limit))
    }
}

/// Things tests speak of.
enum Sample {
    static func descriptor() -> ModelDescriptor {
        ModelDescriptor(
            digest: .zero, name: "sample", layers: 1, width: 2, tokens: 8, updateTokens: 2, dropsPerLayer: false,
            initialised: false, tokenizer: .zero, pieceTokensMax: 4, positionsMax: 64, weights: .f32)
    }

    static func registration() -> RegisterWorker {
        RegisterWorker(kind: .update, name: "u", endpoint: "", serverKey: "", model: descriptor(), build: "test")
    }

    static func registered(_ worker: UInt64) -> WorkerRegistered {
        WorkerRegistered(
            worker: worker, leaseMilliseconds: 60_000, renewalMilliseconds: 10_000, needsBasePool: false,
            eventsEndpoint: "")
    }

    static func assignment(
        _ job: UInt64, piece: UInt32 = 0, tail: TailSource = .none, lease: UInt32 = 60_000
    ) throws -> Assignment {
        let shape = PoolShape(layers: 1, width: 2, tokens: 8, updateTokens: 2, shards: 1, dropsPerLayer: false)
        guard let shape, let document = DocumentID(bytes: [UInt8](repeating: 7, count: 16)) else {
            throw Refusal(.shapeInvalid)
        }
        return Assignment(
            job: JobID(job), token: FencingToken(job + 100), attempt: 1, pool: PoolID(1), model: .zero, shape: shape,
            shard: 0, document: document, text: "text \(job)", cut: nil, piece: piece, baseVersion: PoolVersion(0),
            tail: tail, leaseMilliseconds: lease, secondsMax: 600)
    }

    static func committed(_ commit: CommitUpdate, next: Assignment? = nil) -> UpdateCommitted {
        UpdateCommitted(
            job: commit.job, piece: commit.piece, version: PoolVersion(1), position: LogPosition(1), stateHash: .zero,
            first: true, jobDone: true, next: next)
    }
}
