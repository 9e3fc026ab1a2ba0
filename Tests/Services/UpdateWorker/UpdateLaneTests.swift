import MemoryTypes
import ServiceTestKit
import StoreClient
import Synchronization
import Testing
import UpdateWorker
import Wire

/// Makes the delta of an assignment out of its number, and remembers the tails it got.
private final class FakeEngine: DeltaEngine {
    let tails = Mutex<[[UInt8]?]>([])
    let fault: UpdateFault?

    init(fault: UpdateFault? = nil) { self.fault = fault }

    func delta(of task: ReadingTask) async throws(UpdateFault) -> ComputedDelta {
        let assignment = task.assignment
        tails.withLock { $0.append(task.tail) }
        if let fault { throw fault }
        let bytes = [UInt8(assignment.job.value), UInt8(assignment.piece)]
        return ComputedDelta(cut: nil, rows: 2, bytes: bytes, digest: BlobDigest(of: bytes), microseconds: 1)
    }
}

/// The work a store hands out, the refusals it gives first, and the lane it ends when all is done.
private final class Script: Sendable {
    struct State {
        var offers: [Assignment]
        var nexts: [Assignment]
        var refusals: [RefusalCode]
        var worker: UInt64 = 0
        var lane: Task<Void, Never>?
    }

    let state: Mutex<State>

    init(offers: [Assignment], nexts: [Assignment] = [], refusals: [RefusalCode] = []) {
        state = Mutex(State(offers: offers, nexts: nexts, refusals: refusals))
    }

    func answer(_ request: any Message) throws(Refusal) -> any Message {
        switch request {
        case is RegisterWorker:
            return Sample.registered(
                state.withLock {
                    $0.worker += 1
                    return $0.worker
                })
        case is RequestAssignment: return AssignmentOffer(work: Work(offer()), retryAfterMilliseconds: 0)
        case let commit as CommitUpdate:
            if let refusal = state.withLock({ $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }) {
                throw Refusal(refusal)
            }
            let next = state.withLock { $0.nexts.isEmpty ? nil : $0.nexts.removeFirst() }
            return Sample.committed(commit, next: next)
        default: return Acknowledged()
        }
    }

    /// The next offer; when there is none the lane is told to stop.
    private func offer() -> Assignment? {
        state.withLock { state in
            if state.offers.isEmpty { state.lane?.cancel() }
            return state.offers.isEmpty ? nil : state.offers.removeFirst()
        }
    }
}

@Suite("Update worker: a lane")
struct UpdateLaneTests {
    /// Runs a lane until its script is at its end.
    private func run(_ script: Script, engine: FakeEngine = FakeEngine()) async -> (store: FakeStore, desk: UpdateDesk)
    {
        let store = FakeStore { request throws(Refusal) in try script.answer(request) }
        let desk = UpdateDesk { _ in }
        let session = WorkerSession(store: store, registration: Sample.registration(), basePool: nil) { _ in }
        let lane = UpdateLane(store: store, engine: engine, session: session, desk: desk)
        let (gate, open) = AsyncStream<Void>.makeStream()
        let task = Task {
            for await _ in gate { break }
            await lane.run()
        }
        script.state.withLock { $0.lane = task }
        open.finish()
        await task.value
        return (store, desk)
    }

    @Test("work that rides on the answer to a commit is done before more is asked for")
    func rides() async throws {
        let script = Script(
            offers: [try Sample.assignment(1)], nexts: [try Sample.assignment(2), try Sample.assignment(3)])
        let (store, desk) = await run(script)
        #expect(store.requests(CommitUpdate.self).map(\.job.value) == [1, 2, 3])
        #expect(store.requests(RequestAssignment.self).count == 2)
        #expect(await desk.all.isEmpty)
    }

    @Test("the last delta of a shard is at hand when the store says to read it")
    func lastDelta() async throws {
        let engine = FakeEngine()
        let script = Script(
            offers: [try Sample.assignment(1, tail: .inline([9, 9]))],
            nexts: [try Sample.assignment(1, piece: 1, tail: .sameAsYourLastDelta)])
        _ = await run(script, engine: engine)
        #expect(engine.tails.withLock { $0 } == [[9, 9], [1, 0]])
    }

    @Test("a last delta that is not here is a fault that may pass")
    func missingDelta() async throws {
        let (store, _) = await run(Script(offers: [try Sample.assignment(1, tail: .sameAsYourLastDelta)]))
        #expect(store.requests(FailUpdate.self).map(\.permanent) == [false])
        #expect(store.requests(CommitUpdate.self).isEmpty)
    }

    @Test("a document that cannot be read fails for good, and the lane goes on")
    func permanent() async throws {
        let engine = FakeEngine(fault: UpdateFault(permanent: true, code: .emptyDocument, "no tokens"))
        let (store, _) = await run(
            Script(offers: [try Sample.assignment(1), try Sample.assignment(2)]), engine: engine)
        #expect(store.requests(FailUpdate.self).map(\.job.value) == [1, 2])
        #expect(
            store.requests(FailUpdate.self).allSatisfy { $0.permanent && $0.code == RefusalCode.emptyDocument.rawValue }
        )
    }

    @Test(
        "a commit that did not arrive is made again, the same",
        arguments: [
            RefusalCode.storeUnavailable, .deadlinePassed, .databaseUnavailable,
        ])
    func again(code: RefusalCode) async throws {
        let (store, _) = await run(Script(offers: [try Sample.assignment(1)], refusals: [code, code]))
        let commits = store.requests(CommitUpdate.self)
        #expect(commits.count == 3)
        #expect(Set(commits.map(\.digest)).count == 1)
    }

    @Test(
        "a delta that the store will not take is dropped, and the lane goes on",
        arguments: [
            RefusalCode.leaseLost, .staleBase, .deltaInvalid,
        ])
    func dropped(code: RefusalCode) async throws {
        let script = Script(offers: [try Sample.assignment(1), try Sample.assignment(2)], refusals: [code])
        let (store, desk) = await run(script)
        #expect(store.requests(CommitUpdate.self).map(\.job.value) == [1, 2])
        #expect(await desk.all.isEmpty)
    }

    @Test("a store that has forgotten the worker gets it registered again, and the commit with the new number")
    func registersAgain() async throws {
        let (store, _) = await run(Script(offers: [try Sample.assignment(1)], refusals: [.unknownWorker]))
        #expect(store.requests(CommitUpdate.self).map(\.worker) == [1, 2])
        #expect(store.requests(RegisterWorker.self).count == 2)
    }

    @Test("a lease that is over when the delta is ready is not committed")
    func leaseOver() async throws {
        let (store, desk) = await run(Script(offers: [try Sample.assignment(1, lease: 0)]))
        #expect(store.requests(CommitUpdate.self).isEmpty)
        #expect(await desk.all.isEmpty)
    }

    @Test("a piece whose lease is lost while it is read is given up, and is no failure of the job")
    func leaseLost() async throws {
        let engine = FakeEngine(fault: UpdateFault(permanent: false, code: .leaseLost, "lost"))
        let (store, desk) = await run(Script(offers: [try Sample.assignment(1)]), engine: engine)
        #expect(store.requests(FailUpdate.self).isEmpty)
        #expect(store.requests(CommitUpdate.self).isEmpty)
        #expect(await desk.all.isEmpty)
    }

    @Test("renewal keeps what the store keeps, and lets go what it has given away")
    func renewal() async throws {
        let first = try Sample.assignment(1)
        let second = try Sample.assignment(2)
        let store = FakeStore { request throws(Refusal) in
            if request is RegisterWorker { return Sample.registered(4) }
            return LeasesRenewed(lost: [first.token], leaseMilliseconds: 60_000)
        }
        let desk = UpdateDesk { _ in }
        let session = WorkerSession(store: store, registration: Sample.registration(), basePool: nil) { _ in }
        await desk.begin(first)
        await desk.begin(second)
        let renewal = LeaseRenewal(store: store, session: session, desk: desk)
        try await renewal.renew(try await session.registered())
        #expect(store.requests(RenewLeases.self).map { $0.leases.count } == [2])
        #expect(desk.isLost(first.token))
        #expect(!desk.isLost(second.token))
    }
}
