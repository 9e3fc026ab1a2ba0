import Ledger
import MemoryTypes
import PostgreSQL
import Synchronization

/// The pools that this store owns: a lock of PostgreSQL's on each, taken when the store first writes to it, on the
/// connection that holds the store's place, so that all go at once when the store dies.
final class PoolOwnership: Sendable {
    private let database: Database<Session>
    /// The pools held, each with its place in the order in which they were taken.
    private let held = Mutex<(pools: [PoolID: UInt64], taken: UInt64)>(([:], 0))
    private let heldMax: Int

    /// How long a pool is waited for that another store has not let go of yet.
    private static let patience = Duration.seconds(5)

    /// - Parameters:
    ///   - database: the one connection that holds the store's place.
    ///   - heldMax: locks at one time; PostgreSQL has room for some thousands. What was taken longest ago is given
    ///     up first: that only lets another store in, and epochs still keep the two apart.
    init(_ database: Database<Session>, heldMax: Int = 2048) {
        self.database = database
        self.heldMax = heldMax
    }

    /// Owns a pool when it returns.
    ///
    /// - Throws: `notOwner` if another store does.
    func take(_ pool: PoolID) async throws(LedgerError) {
        guard !held.withLock({ $0.pools[pool] != nil }) else { return }
        let end = ContinuousClock.now + Self.patience
        while try await !lock(pool) {
            guard .now < end, !Task.isCancelled else { throw .notOwner(pool) }
            // A cancelled sleep ends the loop.
            try? await Task.sleep(for: .milliseconds(100))
        }
        guard let oldest = add(pool) else { return }
        try await database.perform { session throws(LedgerError) in try session.giveUp(oldest) }
    }

    /// Notes which locks the connection has now: none, if it is another one than before.
    func note(_ owned: Set<PoolID>) {
        held.withLock { held in held.pools = held.pools.filter { owned.contains($0.key) } }
    }

    /// - Returns: the pool that must be given up for it.
    private func add(_ pool: PoolID) -> PoolID? {
        held.withLock { held in
            held.taken += 1
            held.pools[pool] = held.taken
            guard held.pools.count > heldMax else { return nil }
            let oldest = held.pools.min { $0.value < $1.value }?.key
            if let oldest { held.pools[oldest] = nil }
            return oldest
        }
    }

    private func lock(_ pool: PoolID) async throws(LedgerError) -> Bool {
        try await database.perform(patience: Self.patience) { session throws(LedgerError) in
            try session.open()
            return try session.tryOwnership(of: pool)
        }
    }
}
