import Bytes
import MemoryTypes
import PostgreSQL
import ServiceKit
import TestKit
import Testing
import Wire

@Suite(.serialized) struct StoreTests {
    @Test func `documents are accepted, assigned, committed, and the log replays to the same states`() async throws {
        let store = try await StoreProcess(database: TestDatabase().connection)
        let worker = try await WireWorker(store)
        _ = try await store.createPool("a", shards: 2)
        #expect(try await store.push(1...20, to: "a").allSatisfy(\.isAccepted))
        #expect(try await worker.absorbAll(store) == 20)
        let status = try await store.call(ShowDocument(document: WireWorker.document(1)))
        #expect(status.state == .absorbed && status.piecesDone == 1 && status.survival < 1)
        let pool = try await store.call(ShowPool(name: PoolName(unchecked: "a")))
        #expect(pool.version == PoolVersion(20) && pool.documents == 20)
        let replay = try await store.replay("a")
        #expect(replay.holds && replay.versions == 20 && replay.stateHash == pool.stateHash, "\(replay.reason)")
        let verdict = try await store.verify("a")
        #expect(verdict.holds && verdict.records == 21, "\(verdict.reason)")
        #expect(store.stop() == 0)
    }

    @Test func `the same document is one deed, and another body under its name a conflict`() async throws {
        let store = try await StoreProcess(database: TestDatabase().connection)
        _ = try await WireWorker(store)
        _ = try await store.createPool("a")
        _ = try await store.createPool("b")
        guard case .accepted(let first) = try await store.push([1], to: "a")[0],
            case .accepted(let again) = try await store.push([1], to: "a")[0]
        else { throw TestKitError("it was refused") }
        #expect(first.first && !again.first && first.job == again.job)
        let other = try await store.call(AppendDocuments(drafts: [WireWorker.push(1, "a", text: "other")])).outcomes[0]
        #expect(other.refusal?.code == .idempotencyConflict)
        #expect(try await store.push([1], to: "b")[0].refusal?.code == .documentInOtherPool)
        #expect(try await store.push([2], to: "c")[0].refusal?.code == .unknownPool)
    }

    @Test func `a commit that is sent twice is one version, also across a crash of the store`() async throws {
        let store = try await StoreProcess(database: TestDatabase().connection)
        var worker = try await WireWorker(store)
        _ = try await store.createPool("a")
        _ = try await store.push(1...3, to: "a")
        let work = try #require(try await worker.work(store, within: .seconds(5)))
        let update = worker.update(work)
        let made = try await store.call(update)
        let again = try await store.call(update)
        #expect(made.first && !again.first && made.version == again.version && made.stateHash == again.stateHash)
        try await store.killAndRestart()
        worker = try await WireWorker(store)
        let zombie = CommitUpdate(
            worker: worker.number, job: update.job, token: update.token, piece: update.piece, cut: update.cut,
            baseVersion: update.baseVersion, rows: update.rows, digest: update.digest, delta: update.delta,
            computeMicroseconds: 0, wantsNext: false)
        let third = try await store.call(zombie)
        #expect(!third.first && third.version == made.version)
        #expect(try await worker.absorbAll(store) == 2)
        #expect(try await store.replay("a").versions == 3)
    }

    @Test func `a store that was killed gives out anew what was leased, and the old lease commits nothing`()
        async throws
    {
        let store = try await StoreProcess(database: TestDatabase().connection)
        var worker = try await WireWorker(store)
        _ = try await store.createPool("a")
        _ = try await store.push(1...2, to: "a")
        let old = try #require(try await worker.work(store, within: .seconds(5)))
        try await store.killAndRestart()
        worker = try await WireWorker(store)
        let update = worker.update(old)
        do {
            _ = try await store.call(update)
            Issue.record("a lease of a store before this one was good")
        } catch let refusal as Refusal { #expect(refusal.code == .leaseLost) }
        #expect(try await worker.absorbAll(store) == 2)
        #expect(try await store.verify("a").holds)
    }

    @Test func `PostgreSQL that crashes and comes back loses nothing and absorbs nothing twice`() async throws {
        let cluster = try PostgreSQLCluster()
        let store = try await StoreProcess(database: cluster.connection(to: "postgres"))
        let worker = try await WireWorker(store)
        _ = try await store.createPool("a", shards: 2)
        _ = try await store.push(1...10, to: "a")
        for _ in 0..<3 {
            let work = try #require(try await worker.work(store, within: .seconds(5)))
            try cluster.stopImmediately()
            let (client, update) = (store.client, worker.update(work))
            async let commit = client.call(update, CallOptions(within: .seconds(30)))
            try cluster.start()
            #expect(try await commit.first)
        }
        var absorbed = 3
        while absorbed < 10 {
            do { absorbed += try await worker.absorbAll(store) } catch let refusal as Refusal {
                guard refusal.isRetryable else { throw refusal }
            }
        }
        let pool = try await store.call(ShowPool(name: PoolName(unchecked: "a")))
        #expect(pool.version == PoolVersion(10) && pool.documents == 10)
        #expect(try await store.replay("a").holds)
    }

    @Test func `a rebuild goes on after the store was killed, and then the name is the new pool's`() async throws {
        let store = try await StoreProcess(database: TestDatabase().connection)
        var worker = try await WireWorker(store)
        let old = try await store.createPool("a", shards: 2)
        _ = try await store.push(1...12, to: "a")
        #expect(try await worker.absorbAll(store) == 12)
        let (name, building) = (PoolName(unchecked: "a"), PoolName(unchecked: "b"))
        let rebuild = RebuildPool(source: name, model: "", name: building)
        let built = try await store.call(rebuild)
        for _ in 0..<3 {
            let work = try #require(try await worker.work(store, within: .seconds(5)))
            _ = try await store.call(worker.update(work))
        }
        try await store.killAndRestart()
        worker = try await WireWorker(store)
        #expect(try await store.call(rebuild).uid == built.uid, "the same again joins it")
        _ = try await store.push([13], to: "a")
        #expect(try await worker.absorbAll(store) >= 9)
        var now = try await store.call(ShowPool(name: name))
        while now.uid != built.uid {
            _ = try await worker.absorbAll(store)
            now = try await store.call(ShowPool(name: name))
        }
        _ = try await worker.absorbAll(store)
        #expect(try await store.call(ShowPool(name: building)).uid == old.uid)
        #expect(try await store.call(ListDocuments(pool: name, limit: 20)).documents.count == 13)
        #expect(try await store.call(ShowPool(name: name)).documents == 13)
        for pool in ["a", "b"] {
            #expect(try await store.replay(pool).holds)
            #expect(try await store.verify(pool).holds)
        }
        #expect(store.stop() == 0)
    }

    @Test func `what one tenant stores another does not find`() async throws {
        let store = try await StoreProcess(database: TestDatabase().connection)
        let worker = try await WireWorker(store)
        let limits = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 0)
        var keys: [String: String] = [:]
        for name in ["service", "a", "b"] {
            let tenant = TenantName(unchecked: name)
            let caller = CallOptions(within: .seconds(10), credential: keys["service"])
            _ = try await store.client.call(CreateTenant(tenant: tenant, limits: limits), caller)
            let scopes: Scopes = name == "service" ? .all : [.read, .write, .admin]
            keys[name] = try await store.client.call(
                CreateKey(tenant: tenant, label: name, scopes: scopes, expires: nil, curveKey: ""), caller
            ).secret
        }
        func call<Asked: Request>(_ request: Asked, as name: String?) async throws -> Asked.Reply {
            try await store.client.call(
                request, CallOptions(within: .seconds(10), credential: name.map { keys[$0] ?? "" }))
        }
        let pool = PoolName(unchecked: "p")
        _ = try await call(CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false), as: "a")
        let push = WireWorker.push(1, "p").push
        _ = try await call(push, as: "a")
        _ = try await call(
            AssertTriple(
                name: pool, triple: Triple(subject: "s", relation: "r", object: "o"), validFrom: nil, validTo: nil,
                document: nil), as: "a")
        #expect(try await call(ListPools(after: nil, limit: 10), as: "a").pools.count == 1)
        #expect(try await call(ListPools(after: nil, limit: 10), as: "b").pools.isEmpty)
        #expect(try await call(ListJobs(pool: nil, state: nil, after: nil, limit: 10), as: "b").jobs.isEmpty)
        await refused(.unknownPool) { try await call(ShowPool(name: pool), as: "b") }
        await refused(.unknownPool) { try await call(QueryTriples(name: pool, subject: "s", limit: 10), as: "b") }
        await refused(.unknownPool) { try await call(ListLog(name: pool, from: LogPosition(0), limit: 10), as: "b") }
        await refused(.unknownDocument) { try await call(ShowDocument(document: push.document), as: "b") }
        await refused(.unknownDocument) { try await call(FetchDocumentText(document: push.document), as: "b") }
        await refused(.scopeMissing) { try await call(ListTenants(after: nil, limit: 10), as: "a") }
        await refused(.badCredential) { try await call(ListPools(after: nil, limit: 10), as: nil) }
        _ = try await call(CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false), as: "b")
        #expect(try await call(push, as: "b").first, "the same identifier is free in another tenant")
        #expect(worker.number > 0)
    }

    private func refused(_ code: RefusalCode, _ body: () async throws -> some Sendable) async {
        do {
            _ = try await body()
            Issue.record("it was not refused with \(code)")
        } catch let refusal as Refusal {
            #expect(refusal.code == code)
        } catch { Issue.record("\(error)") }
    }
}

extension AppendOutcome {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}
