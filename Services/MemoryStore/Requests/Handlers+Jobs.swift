import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addJobHandlers(to handlers: inout RequestHandlers) {
        handlers.on(ListJobs.self) { [self] request, context in
            try await read { session throws(LedgerError) in try session.jobs(request, tenant: context.tenant) }
        }
        handlers.on(ShowJob.self) { [self] request, context in try await describe(request.job, context) }
        handlers.on(CancelJob.self) { [self] request, context in
            _ = try await describe(request.job, context)
            try await end(request.job) { session throws(LedgerError) in
                try session.cancel(request.job, at: WireClock.now)
            }
            return try await describe(request.job, context)
        }
        handlers.on(RequeueJob.self) { [self] request, context in
            _ = try await describe(request.job, context)
            try await change(request.job) { session throws(LedgerError) in try session.requeue(request.job) }
            await dispatcher.requeue(request.job)
            return try await describe(request.job, context)
        }
        handlers.on(DropJob.self) { [self] request, context in
            _ = try await describe(request.job, context)
            try await end(request.job) { session throws(LedgerError) in
                try session.dropDead(request.job, at: WireClock.now)
            }
            return Acknowledged()
        }
    }

    private func describe(_ job: JobID, _ context: RequestContext) async throws -> JobDescription {
        let known = try await read { session throws(LedgerError) in try session.job(job, tenant: context.tenant) }
        let lease = await dispatcher.lease(of: job)
        return known.with(
            leaseEnds: lease.map { Timestamp(microseconds: $0.expires) },
            estimate: known.state == .done || JobLane.isOfEdits(known.shard) ? nil : try await estimate(of: job))
    }

    /// The time until a job is done: those before it in its shard come first.
    private func estimate(of job: JobID) async throws -> UInt64? {
        guard let place = await dispatcher.place(of: job) else { return nil }
        guard let piece = try await pieceMicroseconds(of: place.pool, place.model) else { return nil }
        return AbsorptionPace.milliseconds(
            shards: [UInt64(place.depth + 1)], workers: 1, pieceMicroseconds: piece)
    }

    /// Ends a job that will not be done, and wakes who waits for it.
    private func end(_ job: JobID, _ body: @Sendable (Session) throws(LedgerError) -> Void) async throws {
        let subject = try await read { session throws(LedgerError) in try session.subject(of: job) }
        try await change(job, body)
        await dispatcher.remove(job)
        if let subject { signals.ring(.init(subject)) }
    }

    private func change(_ job: JobID, _ body: @Sendable (Session) throws(LedgerError) -> Void) async throws {
        let pool = try await read { session throws(LedgerError) in try session.pool(of: job) }
        try await write(pool, body)
    }
}

extension JobDescription {
    fileprivate func with(leaseEnds: Timestamp?, estimate: UInt64?) -> JobDescription {
        JobDescription(
            job: job, pool: pool, document: document, shard: shard, state: state, piece: piece, pieces: pieces,
            attempts: attempts, errorCode: errorCode, error: error, worker: worker, created: created,
            notBefore: notBefore, leaseEnds: leaseEnds, estimatedMilliseconds: estimate)
    }
}
