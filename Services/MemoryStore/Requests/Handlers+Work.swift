import CoreMetrics
import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import Synchronization
import Wire

extension Store {
    func addWorkHandlers(to handlers: inout RequestHandlers) {
        handlers.on(RegisterWorker.self) { [self] request, _ in try await register(request) }
        handlers.on(Heartbeat.self) { [self] request, _ in
            try workers.heard(request, at: WireClock.now)
            return HeartbeatReceived(heads: newer(than: request.pools))
        }
        handlers.on(RequestAssignment.self) { [self] request, context in try await offer(request, context) }
        handlers.on(CommitUpdate.self) { [self] request, context in try await commit(request, context) }
        handlers.on(CommitEdit.self) { [self] request, context in try await commit(request, context) }
        handlers.on(FailUpdate.self) { [self] request, _ in
            _ = try workers.worker(request.worker, at: WireClock.now)
            await dispatcher.failed(
                request.job, request.token, permanent: request.permanent, code: request.code, text: request.text)
            return Acknowledged()
        }
        handlers.on(RenewLeases.self) { [self] request, _ in
            _ = try workers.worker(request.worker, at: WireClock.now)
            return LeasesRenewed(lost: await dispatcher.renew(request.leases), leaseMilliseconds: leaseMilliseconds)
        }
        handlers.on(ReleaseJobs.self) { [self] request, _ in
            await dispatcher.release(request.leases)
            if request.leaving {
                await dispatcher.leave(request.worker)
                workers.remove(request.worker)
            }
            return Acknowledged()
        }
    }

    var leaseMilliseconds: UInt32 { UInt32(clamping: configuration.policy.lease / 1000) }

    private func register(_ request: RegisterWorker) async throws -> WorkerRegistered {
        let model = request.model
        let needsPool = try await ledger.claims.perform(patience: .seconds(5)) { session throws(LedgerError) in
            try session.register(model)
        }
        let number = workers.register(request, at: WireClock.now)
        if request.kind == .update { await dispatcher.register(number, model: request.model.digest) }
        logger.info(
            "worker \(number) is there", metadata: ["name": "\(request.name)", "model": "\(request.model.name)"])
        return WorkerRegistered(
            worker: number, leaseMilliseconds: leaseMilliseconds, renewalMilliseconds: max(1, leaseMilliseconds / 4),
            needsBasePool: needsPool, eventsEndpoint: eventsEndpoint)
    }

    // MARK: - Assignments

    private func offer(_ request: RequestAssignment, _ context: RequestContext) async throws -> AssignmentOffer {
        let worker = try workers.worker(request.worker, at: WireClock.now)
        let limit = context.waiting(atMost: .seconds(30))
        let end = ContinuousClock.now + limit
        while let given = await dispatcher.next(for: request.worker, within: end - .now) {
            guard !Task.isCancelled else {
                await dispatcher.release([LeaseReference(job: given.job, token: given.token)])
                break
            }
            if let work = try await work(given, worker.registration.name) {
                return AssignmentOffer(work: work, retryAfterMilliseconds: 0)
            }
        }
        return AssignmentOffer(retryAfterMilliseconds: 0)
    }

    /// What a worker is given: a piece or an edit; nil if the job is not there any more.
    func work(_ given: JobScheduler.Assignment, _ worker: String) async throws -> Work? {
        JobLane.isOfEdits(given.shard)
            ? try await claimEdit(given, worker).map { .edit($0) } : try await claim(given, worker).map { .piece($0) }
    }

    /// Writes the claim down and gathers what the worker needs; nil if the job is not there any more.
    private func claim(_ given: JobScheduler.Assignment, _ worker: String) async throws -> Assignment? {
        let found = try await claiming(given, hopeless: .textPurged) { session throws(LedgerError) in
            try session.claim(given.job, given.token, by: worker).map { work throws(LedgerError) in
                (work, try session.tailSource(of: work))
            }
        }
        return found.map { assignment($0.0, given.token, $0.1) }
    }

    /// Reads what a job needs; a job that is gone is forgotten, one that cannot be done any more is a dead letter.
    ///
    /// - Parameter hopeless: the error after which trying again is useless.
    func claiming<Value: Sendable>(
        _ given: JobScheduler.Assignment, hopeless: LedgerError,
        _ body: @Sendable (Session) throws(LedgerError) -> Value?
    ) async throws -> Value? {
        do throws(LedgerError) {
            let found = try await ledger.claims.perform(patience: .seconds(5), body)
            if found == nil { await dispatcher.remove(given.job) }
            return found
        } catch {
            guard error == hopeless else {
                await dispatcher.release([LeaseReference(job: given.job, token: given.token)])
                throw error
            }
            let refusal = error.refusal
            await dispatcher.failed(
                given.job, given.token, permanent: true, code: refusal.number, text: refusal.sentence)
            return nil
        }
    }

    func assignment(_ work: ClaimedWork, _ token: FencingToken, _ tail: TailSource) -> Assignment {
        Assignment(
            job: work.job, token: token, attempt: work.attempt, pool: work.pool, model: work.model, shape: work.shape,
            shard: work.shard, document: work.document, text: work.text, cut: work.cut, piece: work.piece,
            baseVersion: work.base, tail: tail, leaseMilliseconds: leaseMilliseconds,
            secondsMax: UInt32(clamping: configuration.policy.jobTimeMax / 1_000_000))
    }
}

extension Session {
    /// How the newest rows of a shard travel.
    func tailSource(of work: ClaimedWork) throws(LedgerError) -> TailSource {
        guard let tail = work.tail else { return .none }
        let size = work.shape.layers * work.shape.updateTokens * work.shape.width * 4
        return size <= Limits.inlineBytesMax ? .inline(try readWhole(tail)) : .blob(tail)
    }
}
