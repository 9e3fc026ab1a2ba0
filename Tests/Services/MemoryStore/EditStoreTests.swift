import Bytes
import MemoryTypes
import PostgreSQL
import ServiceKit
import TestKit
import Testing
import Wire

@Suite(.serialized) struct EditStoreTests {
    private static let name = PoolName("a")!

    private func start(_ options: [String] = ["--measure-edits", "0"]) async throws -> (StoreProcess, WireWorker) {
        let store = try await StoreProcess(database: TestDatabase().connection, options: options)
        let worker = try await WireWorker(store)
        _ = try await store.createPool("a")
        return (store, worker)
    }

    private func show(_ number: Int, _ store: StoreProcess) async throws -> EditDetail {
        try await store.call(ShowEdit(name: Self.name, edit: WireWorker.edit(number)))
    }

    @Test func `edits and documents of a pool share one order, and the log replays to the same states`() async throws {
        let (store, worker) = try await start()
        _ = try await store.push(1...3, to: "a")
        for number in 1...3 { _ = try await store.call(WireWorker.submission(number, to: "a")) }
        #expect(try await worker.workAll(store) == 6)
        let pool = try await store.call(ShowPool(name: Self.name))
        #expect(pool.version == PoolVersion(6))
        let page = try await store.call(ListEdits(name: Self.name, removed: false, limit: 10))
        #expect(page.inForce == 3 && page.edits.map(\.edit) == [3, 2, 1].map { WireWorker.edit($0) })
        #expect(page.edits.allSatisfy { $0.state == .applied })
        let replay = try await store.replay("a")
        #expect(replay.holds && replay.stateHash == pool.stateHash, "\(replay.reason)")
        #expect(try await store.verify("a").holds)
        let manifest = try await store.call(FetchManifest(name: Self.name))
        #expect(manifest.stack.map(\.edit) == [1, 2, 3].map { WireWorker.edit($0) })
        #expect(store.stop() == 0)
    }

    @Test func `a commit that is sent twice, also across a crash of the store, is one version`() async throws {
        let (store, worker) = try await start()
        _ = try await store.call(WireWorker.submission(1, to: "a"))
        let work = try #require(try await worker.editWork(store))
        let commit = worker.commit(work)
        let made = try await store.call(commit)
        let again = try await store.call(commit)
        #expect(made.first && !again.first && made.version == again.version && made.state == .applied)
        _ = try await store.call(WireWorker.submission(2, to: "a"))
        let lost = try #require(try await worker.editWork(store))
        try await store.killAndRestart()
        let heir = try await WireWorker(store)
        let zombie = CommitEdit(
            worker: heir.number, job: lost.job, token: lost.token, stack: lost.stack.stackDigest,
            results: worker.commit(lost).results, measures: WireWorker.measures, computeMicroseconds: 0,
            wantsNext: false)
        let refused = await #expect(throws: Refusal.self) { try await store.call(zombie) }
        #expect(refused?.code == .leaseLost)
        #expect(try await heir.workAll(store) == 1)
        #expect(try await store.call(ShowPool(name: Self.name)).version == PoolVersion(2))
        #expect(try await store.replay("a").holds)
    }

    @Test func `every bad edit is refused by its number, and nothing is written`() async throws {
        let (store, _) = try await start()
        func refusal(_ request: some Request) async -> RefusalCode? {
            await #expect(throws: Refusal.self) { try await store.call(request) }?.code
        }
        func submit(_ prompt: String, _ subject: String?, _ target: String) -> SubmitEdit {
            WireWorker.submission(1, to: "a", prompt: prompt, subject: subject, target: target)
        }
        #expect(await refusal(submit("The capital is", "Arcadia", "Tripoli")) == .subjectNotInPrompt)
        #expect(await refusal(submit("The capital is", nil, " ")) == .targetEmpty)
        #expect(await refusal(submit(" ", nil, "Tripoli")) == .promptEmpty)
        #expect(await refusal(submit(String(repeating: "x", count: 20_000), nil, "T")) == .editTooLong)
        #expect(await refusal(WireWorker.submission(1, to: "b")) == .unknownPool)
        #expect(await refusal(ShowEdit(name: Self.name, edit: WireWorker.edit(1))) == .unknownEdit)
        #expect(await refusal(RevertEdit(name: Self.name, edit: WireWorker.edit(1), replays: true)) == .unknownEdit)
        let list = ListEdits(name: Self.name, removed: true, limit: 0)
        #expect(await refusal(list) == .invalidLimit)
        _ = try await store.call(WireWorker.submission(1, to: "a"))
        #expect(await refusal(WireWorker.submission(1, to: "a", target: "Paris")) == .idempotencyConflict)
        #expect(await refusal(RevertEdit(name: Self.name, edit: WireWorker.edit(1), replays: false)) == .editReverted)
        let foreign = EditArtifactHeader(method: "x", model: ModelDigest(of: [9])).encoded
        _ = try await store.call(
            PutBlob(
                digest: BlobDigest(of: foreign), total: UInt64(foreign.count), offset: 0, bytes: foreign))
        #expect(await refusal(WireWorker.submission(2, to: "a", artifact: BlobDigest(of: foreign))) == .artifactUnfit)
        #expect(await refusal(WireWorker.submission(2, to: "a", artifact: .zero)) == .unknownBlob)
        #expect(try await store.call(ShowPool(name: Self.name)).position == LogPosition(0))
        #expect(try await store.call(ListJobs(limit: 10)).jobs.count == 1)
    }

    @Test func `what the guard refuses is a dead letter that says which number crossed`() async throws {
        let (store, worker) = try await start()
        _ = try await store.call(SetGuard(name: Self.name, thresholds: EditGuard(localityMin: 0.9)))
        #expect(try await store.call(ShowGuard(name: Self.name)).thresholds == EditGuard(localityMin: 0.9))
        _ = try await store.call(WireWorker.submission(1, to: "a"))
        let work = try #require(try await worker.editWork(store))
        #expect(work.thresholds.localityMin == 0.9)
        var measures = WireWorker.measures
        measures.locality = 0.5
        let refused = await #expect(throws: Refusal.self) {
            try await store.call(worker.commit(work, measures: measures))
        }
        #expect(refused?.code == .guardRefused && refused?.numbers == [3, 500_000, 900_000])
        let detail = try await store.call(AwaitEdit(name: Self.name, edit: WireWorker.edit(1)))
        #expect(detail.summary.state == .failed && detail.errorCode == RefusalCode.guardRefused.rawValue)
        #expect(detail.error.contains("locality is 0.5"))
        #expect(try await store.call(ShowPool(name: Self.name)).position == LogPosition(0))
        let job = try #require(detail.job)
        #expect(try await store.call(ShowJob(job: job)).state == .dead)
        _ = try await store.call(SetGuard(name: Self.name, thresholds: .standard))
        _ = try await store.call(RequeueJob(job: job))
        #expect(try await worker.workAll(store) == 1)
        #expect(try await show(1, store).summary.state == .applied)
    }

    @Test func `a worker's refusal ends the edit with its number, and the next edit goes on`() async throws {
        let (store, worker) = try await start()
        for number in 1...2 { _ = try await store.call(WireWorker.submission(number, to: "a")) }
        let work = try #require(try await worker.editWork(store))
        _ = try await store.call(
            FailUpdate(
                worker: worker.number, job: work.job, token: work.token, permanent: true,
                code: RefusalCode.statisticsMissing.rawValue, text: "no second moments of layer 5"))
        #expect(try await worker.workAll(store) == 1)
        let failed = try await show(1, store)
        #expect(failed.summary.state == .failed && failed.errorCode == RefusalCode.statisticsMissing.rawValue)
        #expect(try await show(2, store).summary.state == .applied)
    }

    @Test func `drop is done at once, replay when the later edits are computed again`() async throws {
        let (store, worker) = try await start()
        for number in 1...4 { _ = try await store.call(WireWorker.submission(number, to: "a")) }
        #expect(try await worker.workAll(store) == 4)
        let dropped = try await store.call(RevertEdit(name: Self.name, edit: WireWorker.edit(4), replays: false))
        #expect(dropped.summary.state == .reverted && dropped.summary.removed == LogPosition(5))
        let replaying = try await store.call(RevertEdit(name: Self.name, edit: WireWorker.edit(1), replays: true))
        #expect(replaying.summary.state == .reverting && replaying.job != nil)
        #expect(try await worker.workAll(store) == 1)
        let done = try await store.call(AwaitEdit(name: Self.name, edit: WireWorker.edit(1)))
        #expect(done.summary.state == .reverted && done.job == nil)
        let manifest = try await store.call(FetchManifest(name: Self.name))
        #expect(manifest.stack.map(\.edit) == [2, 3].map { WireWorker.edit($0) } && manifest.version == PoolVersion(8))
        let replay = try await store.replay("a")
        #expect(replay.holds && replay.versions == 8, "\(replay.reason)")
    }

    @Test func `edits are measured by themselves, beside the others`() async throws {
        let (store, worker) = try await start([])
        _ = try await store.call(WireWorker.submission(1, to: "a"))
        _ = try await store.call(worker.commit(try #require(try await worker.editWork(store))))
        let measure = try #require(try await worker.editWork(store, within: .seconds(10)))
        #expect(measure.task == .measure && measure.steps.count == 1 && measure.stack.count == 1)
        _ = try await store.call(WireWorker.submission(2, to: "a"))
        let other = try #require(try await worker.editWork(store), "a measurement holds no edit up")
        #expect(other.task == .compute)
        _ = try await store.call(worker.commit(other))
        _ = try await store.call(worker.commit(measure))
        #expect(try await show(1, store).measurements.map(\.occasion) == [.commit, .absorptions])
    }

    @Test func `a cancelled edit is over`() async throws {
        let (store, worker) = try await start()
        let accepted = try await store.call(WireWorker.submission(1, to: "a"))
        let job = try await store.call(CancelJob(job: accepted.job))
        #expect(job.state == .cancelled && JobLane.isOfEdits(job.shard))
        #expect(job.document.bytes == WireWorker.edit(1).bytes)
        #expect(try await show(1, store).summary.state == .cancelled)
        #expect(try await worker.workAll(store) == 0)
    }
}
