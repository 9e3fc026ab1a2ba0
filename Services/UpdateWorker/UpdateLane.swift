internal import MemoryTypes
package import StoreClient
internal import Wire

/// One job after another: claim, compute, commit, and on with the work that the answer to the commit brings.
///
/// A worker has several lanes: while one commits, another computes. What they share is the desk.
package struct UpdateLane<Store: StoreCalls, Engine: DeltaEngine>: Sendable {
    private let store: Store
    private let engine: Engine
    private let session: WorkerSession<Store>
    private let desk: UpdateDesk

    package init(store: Store, engine: Engine, session: WorkerSession<Store>, desk: UpdateDesk) {
        self.store = store
        self.engine = engine
        self.session = session
        self.desk = desk
    }

    /// How long the store may let a request for work wait.
    private static var patience: Duration { .seconds(10) }

    /// Works until the task is cancelled; the piece in hand is finished first, and work that came with its commit is
    /// left on the desk to be given back.
    package func run() async {
        var backoff = Backoff()
        var next: Assignment?
        while !Task.isCancelled {
            if let assignment = next {
                await desk.begin(assignment)
                next = await uncancelled { await work(on: assignment) }
                continue
            }
            do throws(Refusal) {
                let offer = try await request()
                next = offer.work.assignment
                if next == nil { await Backoff.pause(.milliseconds(Int(offer.retryAfterMilliseconds))) }
                backoff.reset()
            } catch {
                guard !Task.isCancelled else { return }
                await desk.failed("asking for work", error)
                await Backoff.pause(backoff.next())
            }
        }
        if let next { await desk.begin(next) }
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

    /// Carries out an assignment.
    ///
    /// - Returns: the next one, if there is one.
    private func work(on assignment: Assignment) async -> Assignment? {
        do throws(UpdateFault) {
            let tail = try await tail(of: assignment)
            let task = ReadingTask(assignment: assignment, tail: tail) { [desk] in desk.isLost(assignment.token) }
            let delta = try await engine.delta(of: task)
            return await commit(delta, of: assignment)
        } catch {
            if error.code == .leaseLost { await desk.end(assignment, .lost) } else { await fail(assignment, error) }
            return nil
        }
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

    /// Hands the delta over until the store has answered or the lease is lost.
    private func commit(_ delta: ComputedDelta, of assignment: Assignment) async -> Assignment? {
        var backoff = Backoff(first: .milliseconds(20), longest: .seconds(1))
        while !desk.isLost(assignment.token) {
            do throws(Refusal) {
                let committed = try await handOver(delta, of: assignment)
                await desk.keep(delta.bytes, of: assignment)
                await desk.end(assignment, .committed(pieceMicroseconds: delta.microseconds))
                return committed.next.assignment
            } catch {
                await desk.failed("committing job \(assignment.job)", error)
                guard error.isRetryable || error.code == .deadlinePassed else {
                    await desk.forgetDelta(of: assignment)
                    await desk.end(assignment, .refused)
                    return nil
                }
                await Backoff.pause(backoff.next())
            }
        }
        await desk.end(assignment, .lost)
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

    private func fail(_ assignment: Assignment, _ fault: UpdateFault) async {
        await desk.failed(assignment, fault)
        if let worker = await session.worker {
            do throws(Refusal) {
                _ = try await store.call(
                    FailUpdate(
                        worker: worker, job: assignment.job, token: assignment.token, permanent: fault.isPermanent,
                        code: fault.code.rawValue, text: fault.sentence),
                    within: .seconds(10))
            } catch {
                await desk.failed("giving up job \(assignment.job)", error)
            }
        }
        await desk.end(assignment, .failed)
    }
}
