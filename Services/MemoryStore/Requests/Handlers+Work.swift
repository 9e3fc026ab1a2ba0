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
            if let assignment = try await claim(given, worker.registration.name) {
                return AssignmentOffer(work: .piece(assignment), retryAfterMilliseconds: 0)
            }
        }
        return AssignmentOffer(retryAfterMilliseconds: 0)
    }

    /// Writes the claim down and gathers what the worker needs; nil if the job is not there any more.
    private func claim(_ given: JobScheduler.Assignment, _ worker: String) async throws -> Assignment? {
        let found: (work: ClaimedWork, tail: TailSource)?
        do throws(LedgerError) {
            found = try await ledger.claims.perform(patience: .seconds(5)) { session throws(LedgerError) in
                try session.claim(given.job, given.token, by: worker).map { work throws(LedgerError) in
                    (work, try session.tailSource(of: work))
                }
            }
        } catch .textPurged {
            await dispatcher.failed(
                given.job, given.token, permanent: true, code: RefusalCode.textPurged.rawValue,
                text: "its text was erased")
            return nil
        } catch {
            await dispatcher.release([LeaseReference(job: given.job, token: given.token)])
            throw error
        }
        guard let found else {
            await dispatcher.remove(given.job)
            return nil
        }
        return assignment(found.work, given.token, found.tail)
    }

    private func assignment(_ work: ClaimedWork, _ token: FencingToken, _ tail: TailSource) -> Assignment {
        Assignment(
            job: work.job, token: token, attempt: work.attempt, pool: work.pool, model: work.model, shape: work.shape,
            shard: work.shard, document: work.document, text: work.text, cut: work.cut, piece: work.piece,
            baseVersion: work.base, tail: tail, leaseMilliseconds: leaseMilliseconds,
            secondsMax: UInt32(clamping: configuration.policy.jobTimeMax / 1_000_000))
    }

    // MARK: - Commits

    private func commit(_ request: CommitUpdate, _ context: RequestContext) async throws -> UpdateCommitted {
        let began = ContinuousClock.now
        let worker = try workers.worker(request.worker, at: WireClock.now)
        let made = try await commitDelta(request, worker.registration.name, context)
        if made.first {
            meters.commitSeconds.recordNanoseconds(Int64((ContinuousClock.now - began) / .nanoseconds(1)))
            meters.versions.increment()
            noteCommit()
            if let age = await dispatcher.age(of: request.job, request.token) {
                pace.withLock { $0.note(age.microseconds, of: age.model) }
            }
        }
        await dispatcher.committed(request.job, request.token, done: made.jobDone)
        noteHead(made.pool, made.version)
        if made.jobDone { signals.ring(.document(made.document)) }
        if made.checkpointDue { startCheckpoint(of: made.pool, at: made.version) }
        let next = request.wantsNext ? await nextWork(after: made, request, worker.registration.name) : nil
        return UpdateCommitted(
            job: request.job, piece: request.piece, version: made.version, position: made.position,
            stateHash: made.stateHash, first: made.first, jobDone: made.jobDone, next: Work(next))
    }

    private func commitDelta(
        _ request: CommitUpdate, _ worker: String, _ context: RequestContext
    ) async throws -> CommittedVersion {
        let held = await dispatcher.beginCommit(request.job, request.token)
        let pool = try await pool(of: request.job)
        let update = UpdateCommit(
            pool: pool, job: request.job, token: request.token, piece: request.piece, cut: request.cut,
            base: request.baseVersion, rows: request.rows, digest: request.digest, delta: request.delta,
            computeMicroseconds: request.computeMicroseconds, worker: worker)
        let deed = Deed(by: worker, at: WireClock.now)
        let publisher = publisher
        do throws(LedgerError) {
            return try await write(pool, patience: context.left(atMost: configuration.databasePatience)) {
                session throws(LedgerError) in
                guard held else {
                    guard let done = try session.committed(update) else { throw .leaseLost }
                    return done
                }
                let made = try session.commit(update, deed)
                // Published on the writer's thread: the versions of a pool come in order.
                if made.first { publisher.publish(VersionAdvanced(made, delta: update.delta)) }
                return made
            }
        } catch {
            await settle(error, request)
            throw error
        }
    }

    /// What becomes of the lease when a commit was refused.
    private func settle(_ error: LedgerError, _ request: CommitUpdate) async {
        switch error {
        case .staleBase:
            // The shard was set back meanwhile: the piece must be read again.
            await dispatcher.failed(
                request.job, request.token, permanent: false, code: RefusalCode.staleBase.rawValue,
                text: "the shard moved on")
        case .unknownJob, .unknownPool: await dispatcher.remove(request.job)
        default: await dispatcher.commitFailed(request.job, request.token)
        }
    }

    private func pool(of job: JobID) async throws -> PoolID {
        if let known = await dispatcher.pool(of: job) { return known }
        return try await read { session throws(LedgerError) in try session.pool(of: job) }
    }

    /// The next piece of the same document, or another job, if there is one now.
    private func nextWork(after made: CommittedVersion, _ request: CommitUpdate, _ worker: String) async -> Assignment?
    {
        do {
            guard made.jobDone else {
                guard await dispatcher.lease(of: request.job)?.token == request.token else { return nil }
                let work = try await read { session throws(LedgerError) in
                    try session.nextPiece(of: request.job, attempt: 1)
                }
                guard let work, work.piece == request.piece + 1 else { return nil }
                let isLast = work.tail == made.delta
                let tail =
                    isLast
                    ? TailSource.sameAsYourLastDelta
                    : try await read { session throws(LedgerError) in try session.tailSource(of: work) }
                return assignment(work, request.token, tail)
            }
            guard let given = await dispatcher.takeNow(for: request.worker) else { return nil }
            return try await claim(given, worker)
        } catch {
            // The commit stands; the worker asks for more by itself.
            logger.warning("no next work could be given", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension VersionAdvanced {
    fileprivate init(_ made: CommittedVersion, delta: [UInt8]) {
        self.init(
            pool: made.pool, uid: made.uid, version: made.version, position: made.position,
            recordKind: LogRecordKind.absorb.rawValue, reload: false, shard: made.shard, delta: made.delta,
            rows: made.rows, document: made.document, forgotten: made.forgotten, stateHash: made.stateHash,
            deltaBytes: delta.count <= Limits.eventBytesMax ? delta : [])
    }
}

extension Session {
    /// How the newest rows of a shard travel.
    fileprivate func tailSource(of work: ClaimedWork) throws(LedgerError) -> TailSource {
        guard let tail = work.tail else { return .none }
        let size = work.shape.layers * work.shape.updateTokens * work.shape.width * 4
        return size <= Limits.inlineBytesMax ? .inline(try readWhole(tail)) : .blob(tail)
    }
}
