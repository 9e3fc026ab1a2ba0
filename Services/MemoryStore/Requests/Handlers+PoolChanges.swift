import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import Wire

extension Store {
    func addPoolChangeHandlers(to handlers: inout RequestHandlers) {
        handlers.on(CreatePool.self) { [self] request, context in
            let draft = draft(request.name, context, seed: request.seed)
            let pool = try await create { session throws(LedgerError) in
                try session.create(
                    draft, model: request.model, shards: request.shards, empty: request.empty, context.deed)
            }
            return try await announce(pool, .created)
        }
        handlers.on(ForkPool.self) { [self] request, context in
            let source = try await pool(request.source, context)
            let draft = draft(request.name, context, seed: nil)
            let pool = try await write(source) { session throws(LedgerError) in
                try session.fork(source, at: request.version, as: draft, context.deed)
            }
            return try await announce(pool, .created)
        }
        handlers.on(RestorePool.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            _ = try await write(pool) { session throws(LedgerError) in
                try session.restore(pool, to: request.version, context.deed)
            }
            return try await announce(pool, .restored)
        }
        handlers.on(SetRetention.self) { [self] request, context in try await retain(request, context) }
        handlers.on(DropPool.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            let described = try await describe(pool)
            try await write(pool) { session throws(LedgerError) in try session.drop(pool, uid: request.uid) }
            await dispatcher.removeAll(of: pool)
            publisher.publish(PoolChanged(described, .dropped))
            return Acknowledged()
        }
    }

    /// Anybody may create a pool: no head is known of it yet.
    private func create(_ body: @Sendable (Session) throws(LedgerError) -> PoolID) async throws -> PoolID {
        try await ledger.writers[0].perform(patience: .seconds(5), body)
    }

    func draft(_ name: PoolName, _ context: RequestContext, seed: UInt64?) -> PoolDraft {
        let random = (0..<16).map { _ in UInt8.random(in: 0...255) }
        guard let uid = PoolUID(bytes: random) else { preconditionFailure("16 bytes are no uid") }
        return PoolDraft(tenant: context.tenant, name: name, uid: uid, seed: seed ?? .random(in: 0...UInt64.max))
    }

    /// Tells what happened to a pool.
    func announce(_ pool: PoolID, _ change: PoolChange) async throws -> PoolDescription {
        let described = try await describe(pool)
        noteHead(pool, described.version)
        publisher.publish(PoolChanged(described, change))
        return described
    }

    private func retain(_ request: SetRetention, _ context: RequestContext) async throws -> RetentionReport {
        let pool = try await pool(request.name, context)
        if !request.estimateOnly { try await checkpointNow(pool) }
        let outcome = try await write(pool) { session throws(LedgerError) in
            try session.retain(
                pool, checkpoints: request.keepCheckpoints, every: request.checkpointEvery,
                estimateOnly: request.estimateOnly)
        }
        if !request.estimateOnly { _ = try await announce(pool, .retention) }
        return RetentionReport(
            name: request.name, oldestReplayable: outcome.oldest, checkpoints: outcome.checkpoints,
            droppedBlobs: outcome.blobs, droppedBytes: outcome.bytes, done: !request.estimateOnly)
    }

    // MARK: - Checkpoints

    /// Writes the folded pool down beside everything else.
    func startCheckpoint(of pool: PoolID, at version: PoolVersion) {
        Task {
            do { try await checkpoint(pool, at: version) } catch {
                logger.error("no checkpoint was written", metadata: ["pool": "\(pool)", "error": "\(error)"])
            }
        }
    }

    /// Makes sure that there is at least one checkpoint with the folded pool.
    private func checkpointNow(_ pool: PoolID) async throws {
        let hasContent = try await read { session throws(LedgerError) in try session.hasFoldedCheckpoint(pool) }
        guard !hasContent else { return }
        try await checkpoint(pool, at: try await describe(pool).version)
    }

    private func checkpoint(_ pool: PoolID, at version: PoolVersion) async throws {
        let folded = try await readLong { session throws(LedgerError) in try session.fold(pool, at: version) }
        guard let folded else { return }
        let deed = Deed(by: "store", at: WireClock.now)
        try await write(pool, patience: .seconds(30)) { session throws(LedgerError) in
            try session.checkpoint(folded, deed)
        }
    }
}

extension PoolChanged {
    init(_ pool: PoolDescription, _ change: PoolChange) {
        self.init(
            pool: pool.pool, uid: pool.uid, tenant: pool.tenant, name: pool.name, change: change, version: pool.version)
    }
}
