import Bytes
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct RebuildTests {
    private let salt = { [UInt8](repeating: 3, count: 16) }
    private let time = Timestamp(microseconds: 9)
    private static let name = PoolName(unchecked: "p")
    private static let building = PoolName(unchecked: "next")

    /// A ledger with two models and a pool of the first.
    private func ledger(shards: Int = 1) throws -> (fixture: LedgerFixture, pool: PoolID) {
        let fixture = try LedgerFixture()
        let first = fixture.model
        _ = try fixture.session.register(
            ModelDescriptor(
                digest: ModelDigest(of: [9]), name: "other", layers: first.layers, width: first.width,
                tokens: first.tokens, updateTokens: first.updateTokens, dropsPerLayer: true, initialised: true,
                basePool: first.basePool, tokenizer: first.tokenizer, pieceTokensMax: 28, positionsMax: 2048,
                weights: .f32))
        return (fixture, try fixture.pool(shards: shards))
    }

    private func begin(_ fixture: LedgerFixture, _ pool: PoolID) throws -> (pool: PoolID, jobs: [JobRow]) {
        try fixture.session.rebuild(
            pool, for: "other",
            as: PoolDraft(tenant: .default, name: Self.building, uid: LedgerFixture.uid("next"), seed: 8),
            LedgerFixture.deed())
    }

    private func proceed(_ fixture: LedgerFixture) throws -> RebuildStep {
        try fixture.session.proceed(try #require(try fixture.session.rebuilds().first), salt: salt, at: time)
    }

    private func absorb(_ fixture: LedgerFixture, _ job: JobID, pieces: Int = 1) throws {
        for token in (1...UInt64(pieces)).map({ 100 + $0 }) {
            let update = fixture.update(try fixture.claim(job, token: token), token: token, pieces: pieces)
            _ = try fixture.session.commit(update, LedgerFixture.deed())
        }
    }

    private func number(_ fixture: LedgerFixture, _ name: PoolName) throws -> PoolID {
        try fixture.session.pool(name, of: .default)
    }

    @Test func `a name serves its old pool until the new one has read everything, and then the new one`() throws {
        let (fixture, old) = try ledger(shards: 2)
        for document in try fixture.push(1...5) { try absorb(fixture, document.job) }
        let then = try fixture.session.describe(old)
        let (new, jobs) = try begin(fixture, old)
        #expect(jobs.count == 5 && jobs.map(\.job) == jobs.map(\.job).sorted())
        for job in jobs.dropLast() { try absorb(fixture, job.job) }
        guard case .absorbing = try proceed(fixture) else { return #expect(Bool(false), "a job is left") }
        #expect(try number(fixture, Self.name) == old)
        try absorb(fixture, try #require(jobs.last).job)
        guard case .exchanged(let gone, let moved) = try proceed(fixture) else {
            return #expect(Bool(false), "nothing is left")
        }
        #expect(gone.isEmpty && moved.isEmpty)
        #expect(try number(fixture, Self.name) == new && number(fixture, Self.building) == old)
        #expect(try fixture.session.rebuilds().isEmpty)
        let built = try fixture.session.describe(new)
        #expect(built.model == ModelDigest(of: [9]) && built.version == PoolVersion(5) && built.documents == 5)
        #expect(try fixture.session.describe(old).stateHash == then.stateHash, "the old one reads as before")
        for number in 1...5 {
            let status = try fixture.session.status(of: LedgerFixture.document(number), tenant: .default)
            #expect(status.pool == Self.name && status.state == .absorbed && status.pieces == 1)
            #expect(try fixture.session.manifest(of: new, at: status.lastVersion).version == status.lastVersion)
        }
        for pool in [old, new] {
            #expect(try fixture.session.verify(pool, deep: true).holds)
            #expect(try fixture.session.replay(pool, from: .start, deep: true).holds)
            let record = try fixture.session.record(try fixture.session.describe(pool).position, of: pool).entry.record
            guard case .exchange(let event) = try LogRecord(decoding: record).event else {
                return #expect(Bool(false), "the exchange is not in the log")
            }
            let (name, other) = pool == new ? (Self.name, then.uid) : (Self.building, built.uid)
            #expect(event == NameExchange(other: other, name: name, built: pool == new))
        }
        let fresh = try fixture.push([6])[0]
        #expect(fresh.pool == new)
        try absorb(fixture, fresh.job)
        _ = try fixture.session.drop(old, uid: then.uid)
        #expect(try fixture.session.documents(ListDocuments(limit: 10), tenant: .default).documents.count == 6)
    }

    @Test func `what comes meanwhile is read by the new pool too, whether it was absorbed, begun or waits`() throws {
        let (fixture, old) = try ledger()
        let documents = try fixture.push(1...4)
        try absorb(fixture, documents[0].job)
        let (new, jobs) = try begin(fixture, old)
        try absorb(fixture, documents[1].job)
        // Of the third the old pool reads one piece of two; the fourth waits.
        let work = try fixture.claim(documents[2].job, token: 5)
        _ = try fixture.session.commit(fixture.update(work, token: 5, pieces: 2), LedgerFixture.deed())
        try absorb(fixture, jobs[0].job)
        guard case .caughtUp(let more) = try proceed(fixture) else { return #expect(Bool(false), "one was missed") }
        #expect(more.count == 1)
        try absorb(fixture, more[0].job)
        let held = try fixture.session.claim(documents[3].job, FencingToken(7), by: "w")
        guard case .exchanged(let gone, let moved) = try proceed(fixture) else {
            return #expect(Bool(false), "what waits is no reason to wait")
        }
        #expect(gone.contains(documents[2].job) && moved.count == 2 && moved.allSatisfy { $0.pool == new })
        #expect(!moved.contains { $0.job == documents[2].job }, "its first piece was absorbed: it is another job now")
        #expect(throws: LedgerError.leaseLost) {
            let last = try #require(held)
            return try fixture.session.commit(fixture.update(last, token: 7), LedgerFixture.deed())
        }
        let inOrder = moved.map(\.job).sorted()
        for (job, pieces) in zip(inOrder, [1, 2]) { try absorb(fixture, job, pieces: pieces) }
        let statuses = try (1...4).map {
            try fixture.session.status(of: LedgerFixture.document($0), tenant: .default)
        }
        #expect(statuses.allSatisfy { $0.state == .absorbed && $0.pool == Self.name })
        #expect(statuses.map(\.pieces) == [1, 1, 2, 1])
        #expect(try fixture.session.replay(new, from: .start, deep: true).holds)
        #expect(try fixture.push([3])[0].first == false, "the same document again is still no second deed")
    }

    @Test func `the facts that hold are the new pool's too, with their sources, and are logged there`() throws {
        let (fixture, old) = try ledger()
        let document = try fixture.push([1])[0]
        try absorb(fixture, document.job)
        for (object, source) in [("kept", LedgerFixture.document(1)), ("gone", nil)] {
            _ = try fixture.session.assert(
                AssertTriple(
                    name: Self.name, triple: Triple(subject: "s", relation: "r", object: object), validFrom: nil,
                    validTo: nil, document: source), in: old, salt: salt(), LedgerFixture.deed())
        }
        _ = try fixture.session.retract(
            RetractTriple(name: Self.name, triple: Triple(subject: "s", relation: "r", object: "gone"), validTo: nil),
            in: old, salt: salt(), LedgerFixture.deed())
        let (new, jobs) = try begin(fixture, old)
        for job in jobs { try absorb(fixture, job.job) }
        guard case .exchanged = try proceed(fixture) else { return #expect(Bool(false), "nothing is left") }
        let facts = try fixture.session.facts(QueryTriples(name: Self.name, subject: "s", limit: 10), in: new).facts
        #expect(facts.map(\.triple.object) == ["kept"])
        let plan = try fixture.session.planForgetting(LedgerFixture.document(1), of: .default)
        let outcome = try fixture.session.forget(
            plan, in: try #require(plan.pools.first { $0.pool == new }), purge: false, LedgerFixture.deed())
        #expect(outcome.facts == 1, "it is known from the document alone there too")
        #expect(try fixture.session.verify(new, deep: true).holds)
    }

    @Test func `the same again joins what is under way, another name is refused, and dropping it gives it up`() throws {
        let (fixture, old) = try ledger()
        let document = try fixture.push([1])[0]
        try absorb(fixture, document.job)
        let (new, _) = try begin(fixture, old)
        let again = try begin(fixture, old)
        #expect(again.pool == new && again.jobs.isEmpty)
        #expect(throws: LedgerError.rebuilding(as: Self.building)) {
            try fixture.session.rebuild(
                old, for: "",
                as: PoolDraft(
                    tenant: .default, name: PoolName(unchecked: "third"), uid: LedgerFixture.uid("third"), seed: 8),
                LedgerFixture.deed())
        }
        try fixture.session.drop(new, uid: LedgerFixture.uid("next"))
        #expect(try fixture.session.rebuilds().isEmpty)
        #expect(try fixture.session.status(of: LedgerFixture.document(1), tenant: .default).state == .absorbed)
    }

    @Test func `a writer that does not know of the exchange finds out by itself`() throws {
        let (fixture, old) = try ledger()
        let (new, _) = try begin(fixture, old)
        let writer = Session(try Connection(fixture.connection))
        try writer.open()
        let fact = AssertTriple(
            name: Self.name, triple: Triple(subject: "s", relation: "r", object: "o"), validFrom: nil, validTo: nil,
            document: nil)
        _ = try writer.assert(fact, in: new, salt: salt(), LedgerFixture.deed())
        guard case .exchanged = try proceed(fixture) else { return #expect(Bool(false), "nothing is left") }
        _ = try writer.retract(
            RetractTriple(name: Self.name, triple: fact.triple, validTo: nil), in: new, salt: salt(),
            LedgerFixture.deed())
        #expect(try writer.verify(new, deep: true).holds)
    }
}
