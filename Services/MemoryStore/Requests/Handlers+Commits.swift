import CoreMetrics
import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import Synchronization
import Wire

extension Store {
    func commit(_ request: CommitUpdate, _ context: RequestContext) async throws -> UpdateCommitted {
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
        let next = request.wantsNext ? await nextWork(after: made, request, worker.registration.name) : .none
        return UpdateCommitted(
            job: request.job, piece: request.piece, version: made.version, position: made.position,
            stateHash: made.stateHash, first: made.first, jobDone: made.jobDone, next: next)
    }

    private func commitDelta(
        _ request: CommitUpdate, _ worker: String, _ context: RequestContext
    ) async throws -> CommittedVersion {
        let deed = Deed(by: worker, at: WireClock.now)
        let publisher = publisher
        return try await underLease(of: request.job, request.token, context) {
            session, pool, isHeld throws(LedgerError) in
            let update = UpdateCommit(
                pool: pool, job: request.job, token: request.token, piece: request.piece, cut: request.cut,
                base: request.baseVersion, rows: request.rows, digest: request.digest, delta: request.delta,
                computeMicroseconds: request.computeMicroseconds, worker: worker)
            guard isHeld else { return try session.committed(update) }
            let made = try session.commit(update, deed)
            // Published on the writer's thread: the versions of a pool come in order.
            if made.first { publisher.publish(VersionAdvanced(made, delta: update.delta)) }
            return made
        }
    }

    /// Writes what a worker hands over for a job down; where it is refused, settles what becomes of the lease.
    ///
    /// - Parameter body: gets the pool, and whether the lease is held. Without it nothing may be written: it returns
    ///   what was committed before, nil if nothing was.
    /// - Throws: `leaseLost` if the lease is lost and nothing was committed before.
    func underLease<Made: Sendable>(
        of job: JobID, _ token: FencingToken, _ context: RequestContext,
        _ body: @Sendable (Session, PoolID, _ isHeld: Bool) throws(LedgerError) -> Made?
    ) async throws -> Made {
        let isHeld = await dispatcher.beginCommit(job, token)
        let pool = try await pool(of: job)
        do throws(LedgerError) {
            return try await write(pool, patience: context.left(atMost: configuration.databasePatience)) {
                session throws(LedgerError) in
                guard let made = try body(session, pool, isHeld) else { throw .leaseLost }
                return made
            }
        } catch {
            await settle(error, job, token)
            throw error
        }
    }

    /// What becomes of the lease when a commit was refused.
    private func settle(_ error: LedgerError, _ job: JobID, _ token: FencingToken) async {
        switch error {
        case .staleBase, .staleStack, .editReverted:
            // The shard was set back meanwhile, or edits came or went: it must be computed again, or is not to be.
            let refusal = error.refusal
            await dispatcher.failed(job, token, permanent: false, code: refusal.number, text: refusal.sentence)
        case .guardRefused, .editNotFinite, .editInvalid, .artifactUnfit:
            let refusal = error.refusal
            await dispatcher.failed(job, token, permanent: true, code: refusal.number, text: refusal.sentence)
        case .unknownJob, .unknownPool: await dispatcher.remove(job)
        default: await dispatcher.commitFailed(job, token)
        }
    }

    private func pool(of job: JobID) async throws -> PoolID {
        if let known = await dispatcher.pool(of: job) { return known }
        return try await read { session throws(LedgerError) in try session.pool(of: job) }
    }

    /// The next piece of the same document, or another job, if there is one now.
    private func nextWork(after made: CommittedVersion, _ request: CommitUpdate, _ worker: String) async -> Work {
        guard !made.jobDone else { return await furtherWork(for: request.worker, worker) }
        do {
            return Work(try await nextPiece(after: made, request))
        } catch {
            logger.warning("no next piece could be given", metadata: ["error": "\(error)"])
            return .none
        }
    }

    /// Another job for a worker that has just finished one, if there is one now.
    func furtherWork(for worker: UInt64, _ name: String) async -> Work {
        do {
            guard let given = await dispatcher.takeNow(for: worker) else { return .none }
            return try await work(given, name) ?? .none
        } catch {
            // The commit stands; the worker asks for more by itself.
            logger.warning("no next work could be given", metadata: ["error": "\(error)"])
            return .none
        }
    }

    private func nextPiece(after made: CommittedVersion, _ request: CommitUpdate) async throws -> Assignment? {
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
