public import MemoryTypes
public import PostgreSQL
public import Wire

/// The connections of one store, each on a thread of its own, so that what waits for one does not wait for another.
public struct Ledger: Sendable {
    /// Take in documents: while one commits, the other writes.
    public let intakes: [Database<Session>]
    /// Claims and setbacks of jobs: not synchronously durable, since a lease's token decides after a crash.
    public let claims: Database<Session>
    /// Commits. Each pool has one of them for ever, which knows the pool's head.
    public let writers: [Database<Session>]
    /// Short reads.
    public let reads: Database<Session>
    /// Reads that take long: replays, folds, blobs.
    public let longReads: Database<Session>
    /// A second connection for replays, so that PostgreSQL reads ahead.
    private let moreLongReads: Database<Session>
    /// The epoch of this store.
    public let epoch: UInt64

    /// - Parameter connection: what libpq connects with.
    public init(_ connection: String, epoch: UInt64, writers: Int = 2) {
        self.epoch = epoch
        intakes = (0..<2).map { Self.database(connection, "intake-\($0)", epoch) }
        claims = Self.database(connection, "claims", epoch, "SET synchronous_commit TO off")
        self.writers = (0..<writers).map { Self.database(connection, "writer-\($0)", epoch) }
        reads = Self.database(connection, "reads", epoch)
        longReads = Self.database(connection, "long-reads", epoch)
        moreLongReads = Self.database(connection, "more-reads", epoch)
    }

    /// The one session that writes a pool.
    public func writer(of pool: PoolID) -> Database<Session> { writers[Int(pool.value % UInt64(writers.count))] }

    public func close() async {
        for database in [claims, reads, longReads, moreLongReads] + intakes + writers { await database.close() }
    }

    /// A database whose sessions are ready to work.
    public static func database(
        _ connection: String, _ thread: String, _ epoch: UInt64, _ setup: String = ""
    ) -> Database<Session> {
        Database(connection, thread: thread) { connection throws(PostgreSQLError) in
            try connection.execute(
                """
                SET search_path TO engram;
                SET idle_in_transaction_session_timeout TO '60s';
                SET lock_timeout TO '10s';
                \(setup)
                """)
            return Session(connection, epoch: epoch)
        }
    }

    /// Folds a pool again from what is stored and compares every state; reads and folds at the same time.
    ///
    /// - Parameters:
    ///   - deep: also gathers and hashes every folded pool that is kept, and the newest one.
    ///   - clock: gives microseconds.
    ///   - progress: is told the versions folded and the last version.
    public func replay(
        _ pool: PoolID, from start: ReplayStart, deep: Bool, clock: @Sendable () -> Int64,
        progress: @Sendable (UInt64, UInt64) throws(LedgerError) -> Void
    ) async throws(LedgerError) -> ReplayVerdict {
        let began = clock()
        let begin = try await longReads.perform(patience: .seconds(5)) { (session) throws(LedgerError) in
            (fold: try session.beginReplay(pool, from: start), head: try session.describe(pool).version)
        }
        let first = begin.fold.version
        let folder = ReplayFolder()
        defer { folder.stop() }
        var fold = begin.fold
        var steps = try await self.steps(of: pool, after: first).get()
        while let last = steps.last?.version {
            // The next versions are read while these are folded.
            async let following = self.steps(of: pool, after: last)
            fold = await folder.folding(fold, steps)
            guard fold.difference == nil else { break }
            try progress(fold.versions, begin.head.value - first.value)
            steps = try await following.get()
        }
        let end = clock()
        let done = fold
        return try await longReads.perform(patience: .seconds(5)) { (session) throws(LedgerError) in
            try session.endReplay(
                done, of: pool, first: first, start: start, deep: deep, microseconds: UInt64(max(0, end - began)))
        }
    }

    /// The versions behind `version`, half of them read over each of two connections.
    private func steps(of pool: PoolID, after version: PoolVersion) async -> Result<[ReplayStep], LedgerError> {
        let middle = PoolVersion(version.value + UInt64(Session.replayBatch))
        async let early = steps(of: pool, after: version, over: longReads)
        async let late = steps(of: pool, after: middle, over: moreLongReads)
        do throws(LedgerError) {
            return .success(try await early.get() + (try await late.get()))
        } catch { return .failure(error) }
    }

    private func steps(
        of pool: PoolID, after version: PoolVersion, over database: Database<Session>
    ) async -> Result<[ReplayStep], LedgerError> {
        do throws(LedgerError) {
            return .success(
                try await database.perform(patience: .seconds(5)) { (session) throws(LedgerError) in
                    try session.replaySteps(of: pool, after: version)
                })
        } catch { return .failure(error) }
    }
}
