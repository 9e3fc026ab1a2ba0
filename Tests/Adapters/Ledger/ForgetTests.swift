import Bytes
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct ForgetTests {
    /// Absorbs 1 ... 5, forgets 3 with a purge, and absorbs again what is queued.
    private func forget(
        _ fixture: LedgerFixture, fork: Bool = false, before: (PoolID) throws -> Void = { _ in }
    ) throws -> (pool: PoolID, plan: ForgetPlan, outcomes: [ForgetOutcome]) {
        let pool = try fixture.pool()
        for document in try fixture.push(1...5) { try fixture.absorb(document) }
        if fork {
            _ = try fixture.session.fork(
                pool, at: PoolVersion(4),
                as: PoolDraft(
                    tenant: .default, name: PoolName(unchecked: "f"), uid: LedgerFixture.uid("f"), seed: 9),
                LedgerFixture.deed())
        }
        try before(pool)
        let plan = try fixture.session.planForgetting(LedgerFixture.document(3), of: .default)
        var outcomes: [ForgetOutcome] = []
        for planned in plan.pools {
            outcomes.append(try fixture.session.forget(plan, in: planned, purge: true, LedgerFixture.deed()))
        }
        try fixture.session.finishForgetting(plan, purge: true)
        for job in outcomes.flatMap(\.jobs) {
            let work = try fixture.claim(job.job, token: job.job.value)
            _ = try fixture.session.commit(fixture.update(work, token: job.job.value), LedgerFixture.deed())
        }
        return (pool, plan, outcomes)
    }

    @Test func `a record names who pushed the document, or had it read again`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        for (document, key) in [(1, 7), (2, 8), (3, 0), (4, .max)] as [(Int, UInt64)] {
            for accepted in try fixture.push([document], key: key) { try fixture.absorb(accepted) }
        }
        let plan = try fixture.session.planForgetting(LedgerFixture.document(1), of: .default)
        let deed = Deed(by: "key 9", at: Timestamp(microseconds: 5))
        for job in try plan.pools.flatMap({ try fixture.session.forget(plan, in: $0, purge: false, deed).jobs }) {
            let work = try fixture.claim(job.job, token: job.job.value)
            _ = try fixture.session.commit(fixture.update(work, token: job.job.value), LedgerFixture.deed())
        }
        let log = try fixture.session.log(of: pool, from: LogPosition(1), limit: 100)
        let actors = try log.entries.map { entry in
            var reader = ByteReader(entry.record)
            return try LogRecord(from: &reader).actor
        }
        #expect(actors == ["key 7", "key 8", "default", "default"] + Array(repeating: "key 9", count: 4))
        #expect(try fixture.session.verify(pool, deep: true).holds)
    }

    @Test func `a forgotten document is gone from the pool, and what followed is absorbed again`() throws {
        let fixture = try LedgerFixture()
        let (pool, plan, outcomes) = try forget(fixture)
        #expect(plan.pools.count == 1 && plan.pools[0].before == PoolVersion(2) && plan.replayed == 2)
        #expect(outcomes[0].blobs == 3, "its delta and the two behind it")
        let manifest = try fixture.session.manifest(of: pool, at: nil)
        #expect(!manifest.sources.contains { $0.document == LedgerFixture.document(3) })
        #expect(manifest.version == PoolVersion(8), "five absorptions, the restoration, and two again")
        let status = try fixture.session.status(of: LedgerFixture.document(3), tenant: .default)
        #expect(status.state == .purged)
        #expect(throws: LedgerError.textPurged) {
            try fixture.session.text(of: LedgerFixture.document(3), tenant: .default)
        }
        #expect(try fixture.session.status(of: LedgerFixture.document(5), tenant: .default).state == .absorbed)
        let replay = try fixture.session.replay(pool, from: .start, deep: true)
        #expect(replay.holds && replay.reason.contains("3 deltas"), "\(replay.reason)")
        #expect(try fixture.session.verify(pool, deep: true).holds)
    }

    @Test func `forks that hold the document are set back too`() throws {
        let fixture = try LedgerFixture()
        let (_, plan, _) = try forget(fixture, fork: true)
        #expect(plan.pools.map(\.name.text) == ["p", "f"])
        let fork = plan.pools[1].pool
        let manifest = try fixture.session.manifest(of: fork, at: nil)
        #expect(!manifest.sources.contains { $0.document == LedgerFixture.document(3) })
        let connection = try Connection(fixture.connection)
        try connection.execute("SET search_path TO engram")
        let left = try connection.query(
            """
            SELECT count(*) FROM versions v JOIN documents d ON d.id = v.document JOIN blobs b ON b.digest = v.delta
            WHERE d.document = $1
            """, [.bytes(LedgerFixture.document(3).bytes)])
        #expect(try left.integer(0, 0) == 0, "no blob of it is left")
        #expect(try fixture.session.replay(fork, from: .oldest, deep: true).holds)
    }

    @Test func `where retention dropped the version before it, the shard is built again from its beginning`() throws {
        let fixture = try LedgerFixture()
        let (pool, plan, _) = try forget(fixture) { pool in
            let folded = try #require(try fixture.session.fold(pool, at: PoolVersion(5)))
            try fixture.session.checkpoint(folded, LedgerFixture.deed())
            _ = try fixture.session.retain(pool, checkpoints: 1, every: nil, estimateOnly: false)
        }
        #expect(plan.pools[0].isRebuilt && plan.pools[0].before == nil && plan.replayed == 4)
        let manifest = try fixture.session.manifest(of: pool, at: nil)
        #expect(!manifest.sources.contains { $0.document == LedgerFixture.document(3) })
        #expect(try fixture.session.replay(pool, from: .oldest, deep: true).holds)
    }

    @Test func `a fact known from the document alone goes, one with another source stays`() throws {
        let fixture = try LedgerFixture()
        let name = PoolName(unchecked: "p")
        let (pool, _, outcomes) = try forget(fixture) { pool in
            for (object, sources) in [("alone", [3]), ("shared", [3, 4])] {
                for source in sources {
                    _ = try fixture.session.assert(
                        AssertTriple(
                            name: name, triple: Triple(subject: "s", relation: "r", object: object), validFrom: nil,
                            validTo: nil, document: LedgerFixture.document(source)),
                        in: pool, salt: [1], LedgerFixture.deed())
                }
            }
        }
        #expect(outcomes[0].facts == 1)
        let left = try fixture.session.facts(QueryTriples(name: name, subject: "s", limit: 10), in: pool).facts
        #expect(left.map(\.triple.object) == ["shared"])
        let connection = try Connection(fixture.connection)
        #expect(try connection.query("SELECT count(*) FROM engram.entities WHERE name = 'alone'").integer(0, 0) == 0)
    }

    @Test func `a refresh absorbs kept documents again with the cut they had`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        for document in try fixture.push(1...5) { try fixture.absorb(document) }
        let asked = RefreshPool(
            name: PoolName(unchecked: "p"), documents: [], pinnedOnly: false, survivalBelow: 0.6, estimateOnly: false)
        let plan = try fixture.session.planRefresh(asked, of: pool)
        #expect(plan.documents.count == 2, "those with more than two updates behind them: (1 - 4/24)^3 < 0.6")
        for job in try fixture.session.refresh(plan, in: pool, LedgerFixture.deed()) {
            let work = try fixture.claim(job.job, token: job.job.value)
            #expect(work.cut != nil)
            _ = try fixture.session.commit(fixture.update(work, token: job.job.value), LedgerFixture.deed())
        }
        #expect(try fixture.session.status(of: LedgerFixture.document(1), tenant: .default).age == 1)
    }
}
