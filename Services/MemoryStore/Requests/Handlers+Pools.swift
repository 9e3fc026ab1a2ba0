import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addPoolHandlers(to handlers: inout RequestHandlers) {
        handlers.on(ListPools.self) { [self] request, context in
            try await read { session throws(LedgerError) in
                try session.pools(of: context.tenant, after: request.after, limit: request.limit)
            }
        }
        handlers.on(ShowPool.self) { [self] request, context in
            try await describe(try await pool(request.name, context))
        }
        handlers.on(ListModels.self) { [self] _, _ in
            ModelPage(models: try await read { session throws(LedgerError) in try session.models() })
        }
        handlers.on(ListVersions.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in
                try session.versions(of: pool, from: request.from, limit: request.limit)
            }
        }
        handlers.on(FindGenerators.self) { [self] request, context in
            guard let name = request.pool else {
                return Generators(generators: workers.generators(for: nil, holding: nil))
            }
            let pool = try await describe(try await pool(name, context))
            return Generators(generators: workers.generators(for: pool.model, holding: pool.pool))
        }
        handlers.on(FetchManifest.self) { [self] request, context in try await manifest(request, context) }
    }

    func describe(_ pool: PoolID) async throws -> PoolDescription {
        try await read { session throws(LedgerError) in try session.describe(pool) }
    }

    private func manifest(_ request: FetchManifest, _ context: RequestContext) async throws -> PoolManifest {
        let pool = try await number(of: request, context)
        if let minimum = request.minimumVersion { try await reach(minimum, pool, context) }
        return try await readLong { session throws(LedgerError) in
            try session.manifest(of: pool, at: request.version)
        }
    }

    private func number(of request: FetchManifest, _ context: RequestContext) async throws -> PoolID {
        if let number = request.pool { return number }
        guard let name = request.name else { throw Refusal(.unknownPool) }
        return try await pool(name, context)
    }

    /// Waits until a pool has a version.
    ///
    /// - Throws: `versionNotReached` with the version there is, when the deadline is near.
    private func reach(_ minimum: PoolVersion, _ pool: PoolID, _ context: RequestContext) async throws {
        let reached = try await signals.wait(for: .pool(pool), within: context.waiting(atMost: .seconds(30))) {
            let now = try await self.describe(pool).version
            return now >= minimum ? now : nil
        }
        guard reached == nil else { return }
        let now = try await describe(pool).version
        throw Refusal(
            .versionNotReached, "The pool stands at version \(now), not at \(minimum) yet.", retryAfter: 100,
            numbers: [Int64(clamping: minimum.value), Int64(clamping: now.value)])
    }
}
