import MemoryTypes
import Wire

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
            first: true, jobDone: true, next: Work(next))
    }
}
