import Ledger
import Logging
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    /// Begins to build a pool that will take another one's name, or joins what is under way.
    func rebuild(_ request: RebuildPool, _ context: RequestContext) async throws -> PoolDescription {
        let source = try await pool(request.source, context)
        let draft = draft(request.name, context, seed: nil)
        let built = try await write(source) { session throws(LedgerError) in
            try session.rebuild(source, for: request.model, as: draft, context.deed)
        }
        await dispatcher.load(built.jobs)
        return try await announce(built.pool, .created)
    }

    /// Looks after the rebuilds until the task is cancelled. PostgreSQL has all there is to know of them: a store that
    /// takes over goes on where the one before it was.
    func keepRebuilding() async {
        await keep("a rebuild", every: .milliseconds(500)) {
            try await read { session throws(LedgerError) in try session.rebuilds() }
        } doing: { try await proceed($0) }
    }

    private func proceed(_ rebuild: Rebuild) async throws {
        try await ownership.take(rebuild.pool)
        let step = try await write(rebuild.source) { session throws(LedgerError) in
            try session.proceed(rebuild, salt: Self.salt, at: WireClock.now)
        }
        switch step {
        case .absorbing: break
        case .caughtUp(let jobs): await dispatcher.load(jobs)
        case .exchanged(let gone, let jobs):
            for job in gone { await dispatcher.remove(job) }
            await dispatcher.load(jobs)
            let built = try await announce(rebuild.pool, .switched)
            let old = try await announce(rebuild.source, .switched)
            logger.notice("\(built.name) is the pool that was rebuilt; the one before it is \(old.name)")
        }
    }
}
