internal import MemoryTypes
package import StoreClient
internal import Wire

/// One job after another: claim, compute, commit, and on with the work that the answer to the commit brings.
///
/// A worker has several lanes: while one commits, another computes. What they share is the desk.
package struct UpdateLane<Store: StoreCalls, Engine: DeltaEngine>: Sendable {
    private let store: Store
    private let engine: Engine
    /// Nil where no edits are computed.
    private let edits: EditDesk<Store>?
    private let session: WorkerSession<Store>
    private let desk: UpdateDesk

    package init(
        store: Store, engine: Engine, edits: EditDesk<Store>? = nil, session: WorkerSession<Store>, desk: UpdateDesk
    ) {
        self.store = store
        self.engine = engine
        self.edits = edits
        self.session = session
        self.desk = desk
    }

    /// How long the store may let a request for work wait.
    private static var patience: Duration { .seconds(10) }

    /// Works until the task is cancelled; the piece in hand is finished first, and work that came with its commit is
    /// left on the desk to be given back.
    package func run() async {
        var backoff = Backoff()
        var next = Work.none
        while !Task.isCancelled {
            if let leased = next.leased {
                await desk.begin(leased)
                next = await uncancelled { [next] in await carryOut(next) }
                continue
            }
            do throws(Refusal) {
                let offer = try await request()
                next = offer.work
                if next == .none { await Backoff.pause(.milliseconds(Int(offer.retryAfterMilliseconds))) }
                backoff.reset()
            } catch {
                guard !Task.isCancelled else { return }
                await desk.failed("asking for work", error)
                await Backoff.pause(backoff.next())
            }
        }
        if let leased = next.leased { await desk.begin(leased) }
    }

    /// Carries out what was claimed.
    ///
    /// - Returns: the next work, if there is some.
    private func carryOut(_ work: Work) async -> Work {
        switch work {
        case .none: .none
        case .piece(let assignment): await self.work(on: assignment)
        case .edit(let assignment): await self.work(on: assignment)
        }
    }

    /// What has been begun is finished, whoever is cancelled meanwhile.
    private func uncancelled<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
        await Task { await body() }.value
    }

    private func request() async throws(Refusal) -> AssignmentOffer {
        let registered = try await session.registered()
        do throws(Refusal) {
            return try await store.call(
                RequestAssignment(worker: registered.worker, capacity: 1), within: Self.patience)
        } catch {
            if error.code == .unknownWorker { await session.forget(registered.worker) }
            if error.code == .deadlinePassed { return AssignmentOffer(retryAfterMilliseconds: 0) }
            throw error
        }
    }

    private func work(on assignment: Assignment) async -> Work {
        do throws(UpdateFault) {
            let tail = try await tail(of: assignment)
            let task = ReadingTask(assignment: assignment, tail: tail) { [desk] in desk.isLost(assignment.token) }
            let delta = try await engine.delta(of: task)
            return await commit(delta, of: assignment)
        } catch {
            await giveUp(assignment, error)
            return .none
        }
    }

    private func work(on assignment: EditAssignment) async -> Work {
        do throws(UpdateFault) {
            guard let edits else {
                throw UpdateFault(permanent: false, code: .notBuilt, "This worker computes no edits.")
            }
            let outcome = try await edits.outcome(of: assignment)
            return await commit(outcome, of: assignment)
        } catch {
            await giveUp(assignment, error)
            return .none
        }
    }

    private func giveUp(_ work: any LeasedWork, _ fault: UpdateFault) async {
        if fault.code == .leaseLost { await desk.end(work, .lost) } else { await fail(work, fault) }
    }

    private func tail(of assignment: Assignment) async throws(UpdateFault) -> [UInt8]? {
        switch assignment.tail {
        case .none: return nil
        case .inline(let bytes): return bytes
        case .sameAsYourLastDelta:
            if let delta = await desk.lastDelta(of: assignment) { return delta }
            throw UpdateFault(permanent: false, code: .staleBase, "The last delta of this shard is no longer here.")
        case .blob(let digest):
            do throws(Refusal) {
                return try await store.fetchBlob(digest, within: .seconds(30))
            } catch {
                throw UpdateFault(permanent: false, code: .unknownBlob, error.sentence)
            }
        }
    }

    private func commit(_ delta: ComputedDelta, of assignment: Assignment) async -> Work {
        let committed = await insist(assignment, microseconds: delta.microseconds) { () async throws(Refusal) in
            try await handOver(delta, of: assignment)
        }
        if committed != nil { await desk.keep(delta.bytes, of: assignment) } else {
            await desk.forgetDelta(of: assignment)
        }
        return committed?.next ?? .none
    }

    private func commit(_ outcome: EditOutcome, of assignment: EditAssignment) async -> Work {
        await insist(assignment, microseconds: outcome.microseconds) { () async throws(Refusal) in
            try await handOver(outcome, of: assignment)
        }?.next ?? .none
    }

    /// Hands work over until the store has answered or the lease is lost.
    ///
    /// - Returns: nil if the store did not take it.
    private func insist<Reply: Sendable>(
        _ work: any LeasedWork, microseconds: UInt64, _ handOver: () async throws(Refusal) -> Reply
    ) async -> Reply? {
        var backoff = Backoff(first: .milliseconds(20), longest: .seconds(1))
        while !desk.isLost(work.token) {
            do throws(Refusal) {
                let committed = try await handOver()
                await desk.end(work, .committed(microseconds: microseconds))
                return committed
            } catch {
                await desk.failed("committing job \(work.job)", error)
                guard error.isRetryable || error.code == .deadlinePassed else {
                    await desk.end(work, .refused)
                    return nil
                }
                await Backoff.pause(backoff.next())
            }
        }
        await desk.end(work, .lost)
        return nil
    }

    private func handOver(_ delta: ComputedDelta, of assignment: Assignment) async throws(Refusal) -> UpdateCommitted {
        let registered = try await session.registered()
        let isLong = delta.bytes.count > Limits.inlineBytesMax
        if isLong { try await store.putBlob(delta.bytes, digest: delta.digest, within: .seconds(60)) }
        do throws(Refusal) {
            return try await store.call(
                CommitUpdate(
                    worker: registered.worker, job: assignment.job, token: assignment.token, piece: assignment.piece,
                    cut: delta.cut, baseVersion: assignment.baseVersion, rows: delta.rows, digest: delta.digest,
                    delta: isLong ? [] : delta.bytes, computeMicroseconds: delta.microseconds,
                    wantsNext: !desk.isDraining),
                within: .seconds(10))
        } catch {
            if error.code == .unknownWorker { await session.forget(registered.worker) }
            throw error
        }
    }

    private func handOver(
        _ outcome: EditOutcome, of assignment: EditAssignment
    ) async throws(Refusal) -> EditCommitted {
        let registered = try await session.registered()
        for blob in outcome.longArtifacts {
            try await store.putBlob(blob.bytes, digest: blob.digest, within: .seconds(60))
        }
        do throws(Refusal) {
            return try await store.call(
                CommitEdit(
                    worker: registered.worker, job: assignment.job, token: assignment.token,
                    stack: assignment.stack.stackDigest, results: outcome.results,
                    measures: outcome.measures, computeMicroseconds: outcome.microseconds, wantsNext: !desk.isDraining),
                within: .seconds(30))
        } catch {
            if error.code == .unknownWorker { await session.forget(registered.worker) }
            throw error
        }
    }

    private func fail(_ work: any LeasedWork, _ fault: UpdateFault) async {
        await desk.failed(work, fault)
        if let worker = await session.worker {
            do throws(Refusal) {
                _ = try await store.call(
                    FailUpdate(
                        worker: worker, job: work.job, token: work.token, permanent: fault.isPermanent,
                        code: fault.code.rawValue, text: fault.sentence),
                    within: .seconds(10))
            } catch {
                await desk.failed("giving up job \(work.job)", error)
            }
        }
        await desk.end(work, .failed)
    }
}
