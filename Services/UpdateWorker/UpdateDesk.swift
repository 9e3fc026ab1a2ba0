package import MemoryTypes
internal import StoreClient
internal import Synchronization
package import Wire

/// What became of a piece, or of an edit.
package enum PieceEnd: Equatable, Sendable {
    case committed(microseconds: UInt64)
    /// The store did not take what was computed.
    case refused
    /// Nothing could be computed.
    case failed
    /// The lease was lost before anything was handed over.
    case lost
}

/// What the lanes of a worker share: leases, the last deltas, and what is told of them.
package actor UpdateDesk {
    /// Something worth telling.
    package enum Event: Sendable {
        case began(any LeasedWork)
        case ended(any LeasedWork, PieceEnd)
        case failed(any LeasedWork, UpdateFault)
        case trouble(doing: String, Refusal)
    }

    /// Whether the worker is leaving: nothing more is claimed.
    package private(set) var isDraining = false
    private let tell: @Sendable (Event) -> Void
    /// Behind a lock of its own: who computes asks for it between two layers and cannot wait for an actor.
    private nonisolated let leases = Mutex(LeaseBook())
    private var tails: TailCache

    package init(tailBytesMax: Int = 256 << 20, tell: @escaping @Sendable (Event) -> Void) {
        tails = TailCache(bytesMax: tailBytesMax)
        self.tell = tell
    }

    package func drain() { isDraining = true }

    package func begin(_ assignment: any LeasedWork) {
        leases.withLock { leases in
            leases.begin(
                .init(job: assignment.job, token: assignment.token),
                goodFor: .milliseconds(Int(assignment.leaseMilliseconds)),
                jobMax: .seconds(Int(assignment.secondsMax)), now: .now)
        }
        tell(.began(assignment))
    }

    package func end(_ assignment: any LeasedWork, _ end: PieceEnd) {
        leases.withLock { $0.end(assignment.token) }
        tell(.ended(assignment, end))
    }

    package nonisolated func isLost(_ token: FencingToken) -> Bool {
        leases.withLock { $0.isLost(token, now: .now) }
    }
    package var renewable: [LeaseBook.Lease] { leases.withLock { $0.renewable(now: .now) } }
    package var all: [LeaseBook.Lease] { leases.withLock(\.all) }

    package func renewed(_ asked: [LeaseBook.Lease], lost: [FencingToken], goodFor: Duration, sent: LeaseBook.Instant) {
        leases.withLock { $0.renewed(asked, lost: lost, goodFor: goodFor, sent: sent) }
    }

    package func lastDelta(of assignment: Assignment) -> [UInt8]? { tails.delta(of: assignment.chain) }
    package func keep(_ delta: [UInt8], of assignment: Assignment) { tails.keep(delta, of: assignment.chain) }
    package func forgetDelta(of assignment: Assignment) { tails.forget(assignment.chain) }

    package func failed(_ assignment: any LeasedWork, _ fault: UpdateFault) { tell(.failed(assignment, fault)) }
    package func failed(_ doing: String, _ refusal: Refusal) { tell(.trouble(doing: doing, refusal)) }
}

extension Assignment {
    package var chain: TailCache.Chain { .init(pool: pool, shard: shard) }
}
