import MemoryTypes
import StoreClient
import Synchronization
import TestKit
import Testing
import Wire

@Suite("Store client: a worker's registration")
struct WorkerSessionTests {
    private static let base = [UInt8](repeating: 3, count: 64)

    private static let registration = RegisterWorker(
        kind: .update, name: "w", endpoint: "", serverKey: "",
        model: ModelDescriptor(
            digest: ModelDigest(of: [1]), name: "tiny", layers: 1, width: 4, tokens: 4, updateTokens: 1,
            dropsPerLayer: true, initialised: true, basePool: BlobDigest(of: base), tokenizer: BlobDigest(of: [2]),
            pieceTokensMax: 28, positionsMax: 64, weights: .f32), build: "test")

    private static func registered(_ number: UInt64, needsBasePool: Bool = false) -> WorkerRegistered {
        WorkerRegistered(
            worker: number, leaseMilliseconds: 100, renewalMilliseconds: 25, needsBasePool: needsBasePool,
            eventsEndpoint: "")
    }

    private func session(
        _ store: ScriptedStore, report: @escaping @Sendable (Refusal) -> Void = { _ in }
    ) -> WorkerSession<ScriptedStore> {
        WorkerSession(store: store, registration: Self.registration, basePool: { Self.base }, report: report)
    }

    @Test("several who need it at once register once")
    func once() async throws {
        let store = ScriptedStore { _ throws(Refusal) in Self.registered(5) }
        let session = session(store)
        async let first = session.registered()
        async let second = session.registered()
        #expect(try await [first.worker, second.worker] == [5, 5])
        #expect(store.requests(RegisterWorker.self).count == 1)
    }

    @Test("a store that is away is asked until it answers, and each failure is reported")
    func patient() async throws {
        let failures = Mutex(0)
        let store = ScriptedStore { _ throws(Refusal) in
            guard failures.withLock({ $0 }) > 1 else { throw Refusal(.storeUnavailable) }
            return Self.registered(5)
        }
        let session = session(store) { _ in failures.withLock { $0 += 1 } }
        #expect(try await session.registered().worker == 5)
        #expect(failures.withLock { $0 } == 2)
    }

    @Test("the model's pool is handed over when the store wants it")
    func basePool() async throws {
        let store = ScriptedStore { request throws(Refusal) in
            guard let put = request as? PutBlob else { return Self.registered(5, needsBasePool: true) }
            return BlobStored(digest: put.digest, received: put.total, complete: true)
        }
        _ = try await session(store).registered()
        let puts = store.requests(PutBlob.self)
        #expect(puts.map(\.bytes) == [Self.base] && puts[0].digest == BlobDigest(of: Self.base))
    }

    @Test("a worker that the store has forgotten registers again, and one that it has not does not")
    func forgotten() async throws {
        let numbers = Mutex<UInt64>(0)
        let store = ScriptedStore { _ throws(Refusal) in
            Self.registered(
                numbers.withLock {
                    $0 += 1
                    return $0
                })
        }
        let session = session(store)
        #expect(try await session.registered().worker == 1)
        await session.forget(9)
        #expect(await session.worker == 1)
        await session.forget(1)
        #expect(try await session.registered().worker == 2)
    }

    @Test("a farewell gives the leases back, and says nothing where nothing was registered")
    func leaves() async throws {
        let store = ScriptedStore { request throws(Refusal) in
            request is ReleaseJobs ? Acknowledged() as any Message : Self.registered(5)
        }
        let session = session(store)
        try await session.leave(releasing: [])
        #expect(store.requests(ReleaseJobs.self).isEmpty)
        _ = try await session.registered()
        let lease = LeaseReference(job: JobID(3), token: FencingToken(4))
        try await session.leave(releasing: [lease])
        #expect(store.requests(ReleaseJobs.self) == [ReleaseJobs(worker: 5, leases: [lease], leaving: true)])
        #expect(await session.worker == nil)
    }

    @Test("who is cancelled while the store is away is let go")
    func cancelled() async throws {
        let (news, tell) = AsyncStream<Void>.makeStream()
        let store = ScriptedStore { _ throws(Refusal) in throw Refusal(.storeUnavailable) }
        let session = session(store) { _ in tell.yield() }
        let waiting = Task { () throws(Refusal) in try await session.registered().worker }
        for await _ in news { break }
        waiting.cancel()
        let refusal = await #expect(throws: Refusal.self) { try await waiting.value }
        #expect(refusal?.code == .shuttingDown)
    }
}

@Suite("Store client: waiting")
struct BackoffTests {
    @Test("each wait is up to twice the one before, never beyond the longest, and begins anew", arguments: 1...8)
    func grows(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(1))
        for step in [100, 200, 400, 800, 1000, 1000] {
            let wait = backoff.next(using: &random)
            #expect(wait >= .milliseconds(step) / 2 && wait <= .milliseconds(step), "seed \(seed)")
        }
        backoff.reset()
        #expect(backoff.next(using: &random) <= .milliseconds(100))
    }
}
