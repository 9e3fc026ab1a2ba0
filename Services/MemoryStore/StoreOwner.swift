import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit

/// Holds the place of the one store that schedules a database's work: a lock of PostgreSQL's on a connection of its
/// own, which also holds the locks of the pools it writes. A store that finds the place taken waits, ready to take
/// over.
struct StoreOwner: Sendable {
    let epoch: UInt64
    let pools: PoolOwnership
    private let database: Database<Session>
    private let logger: Logger

    /// Brings the schema up to date, waits for the place, and takes the next epoch, which fences every store before.
    static func begin(_ configuration: StoreConfiguration, _ logger: Logger) async throws -> StoreOwner {
        let database = Database(configuration.connection, thread: "owner") { connection throws(PostgreSQLError) in
            Session(connection)
        }
        try await database.perform(patience: .seconds(600)) { session throws(LedgerError) in try session.migrate() }
        var isWaiting = false
        while try await !database.perform(patience: .seconds(600), Self.tryOwnership) {
            if !isWaiting { logger.notice("another MemoryStore owns this database; waiting to take over") }
            isWaiting = true
            try await Task.sleep(for: .milliseconds(500))
        }
        let epoch = try await database.perform(patience: .seconds(600)) { session throws(LedgerError) in
            try session.takeOver()
        }
        return StoreOwner(epoch: epoch, pools: PoolOwnership(database), database: database, logger: logger)
    }

    private static let tryOwnership: @Sendable (Session) throws(LedgerError) -> Bool = { session throws(LedgerError) in
        try session.open()
        return try session.tryOwnership()
    }

    /// Watches over the place until the task is cancelled: after PostgreSQL restarted it takes the lock again.
    ///
    /// - Throws: `fenced` if another store has taken over meanwhile.
    func keep() async throws {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
            let mine = epoch
            let found: (isOwner: Bool, epoch: UInt64, pools: Set<PoolID>)
            do throws(LedgerError) {
                found = try await database.perform { session throws(LedgerError) in
                    try session.open()
                    return (try session.renewOwnership(), try session.epoch(), session.ownedPools)
                }
            } catch {
                logger.warning("the database is away", metadata: ["error": "\(error)"])
                continue
            }
            guard found.epoch == mine else { throw LedgerError.fenced }
            pools.note(found.pools)
            if !found.isOwner { logger.warning("another MemoryStore is about to take over") }
        }
    }

    func end() async { await database.close() }
}
