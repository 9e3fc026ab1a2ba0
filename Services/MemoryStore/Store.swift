import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import Synchronization
import Wire

/// What the request handlers work with.
final class Store: Sendable {
    let ledger: Ledger
    let configuration: StoreConfiguration
    let dispatcher: Dispatcher
    let workers: WorkerRegistry
    let intake: IntakeBatcher
    let publisher: EventPublisher
    let gate: LedgerGate
    let signals = Signals()
    let ownership: PoolOwnership
    let logger: Logger
    let meters = StoreMeters()
    let started = WireClock.now
    /// Where versions are published, as workers reach it.
    let eventsEndpoint: String
    /// What the scheduler wants written down.
    let setbacks: AsyncStream<JobSetback>
    private let heads = Mutex<[PoolID: PoolVersion]>([:])
    private let commits = Mutex<[Int64]>([])
    let pace = Mutex(AbsorptionPace())

    init(
        _ configuration: StoreConfiguration, ledger: Ledger, dispatcher: Dispatcher, publisher: EventPublisher,
        eventsEndpoint: String, setbacks: AsyncStream<JobSetback>, trusted: Set<String>, ownership: PoolOwnership,
        logger: Logger
    ) {
        self.ownership = ownership
        self.configuration = configuration
        self.ledger = ledger
        self.dispatcher = dispatcher
        self.publisher = publisher
        self.eventsEndpoint = eventsEndpoint
        self.setbacks = setbacks
        self.logger = logger
        workers = WorkerRegistry(epoch: ledger.epoch)
        intake = IntakeBatcher(ledger)
        gate = LedgerGate(ledger, trusted: trusted)
    }

    // MARK: - PostgreSQL

    /// Runs something short that reads.
    func read<Value: Sendable>(
        _ body: @Sendable (Session) throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        try await ledger.reads.perform(patience: .seconds(5), body)
    }

    /// Runs something long that reads.
    func readLong<Value: Sendable>(
        _ body: @Sendable (Session) throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        try await ledger.longReads.perform(patience: .seconds(5), body)
    }

    /// Runs something that writes a pool, on the one session that does.
    ///
    /// - Throws: `notOwner` while another store holds the pool.
    func write<Value: Sendable>(
        _ pool: PoolID, patience: Duration = .seconds(5), _ body: @Sendable (Session) throws(LedgerError) -> Value
    ) async throws(LedgerError) -> Value {
        try await ownership.take(pool)
        return try await ledger.writer(of: pool).perform(patience: patience, body)
    }

    // MARK: - Heads

    /// Notes a pool's newest version and wakes who waits for it.
    func noteHead(_ pool: PoolID, _ version: PoolVersion) {
        heads.withLock { $0[pool] = max($0[pool] ?? version, version) }
        signals.ring(.pool(pool))
    }

    /// Of these, the pools that have a newer version.
    func newer(than held: [PoolHeld]) -> [PoolHeld] {
        heads.withLock { heads in
            held.compactMap { pool in
                heads[pool.pool].flatMap { $0 > pool.version ? PoolHeld(pool: pool.pool, version: $0) : nil }
            }
        }
    }

    // MARK: - Rates

    /// Notes that a piece was absorbed now.
    func noteCommit() {
        let now = WireClock.now.microseconds
        commits.withLock { times in
            times.append(now)
            if times.count > 100_000 { times.removeFirst(50_000) }
        }
    }

    /// Pieces absorbed in the last minute.
    var absorbedPerMinute: Double {
        let since = WireClock.now.microseconds - 60_000_000
        return commits.withLock { times in
            times.removeAll { $0 < since }
            return Double(times.count)
        }
    }
}

extension RequestContext {
    /// Who did it, for the log.
    var deed: Deed { Deed(by: LogRecord.actor(key: caller.key, of: caller.tenant), at: WireClock.now) }

    /// The time there is to wait: a little less than the deadline leaves.
    func waiting(atMost longest: Duration) -> Duration { max(.zero, left(atMost: longest) - .milliseconds(100)) }
}
