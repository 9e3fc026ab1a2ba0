import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct OwnershipTests {
    @Test func `a store that another has taken over from takes nothing in and changes nothing`() throws {
        let fixture = try LedgerFixture(epoch: 1)
        _ = try fixture.session.takeOver()
        let pool = try fixture.pool()
        let job = try fixture.push([1])[0].job
        let next = Session(try Connection(fixture.connection), epoch: 2)
        try next.open()
        #expect(try next.takeOver() == 2)

        let setback = JobSetback(
            job: job, state: .dead, deaths: 9, deathsAlone: 9, firstFailed: nil, notBefore: nil, code: 1, error: "e")
        try fixture.session.setBack(setback)
        let time = Timestamp(microseconds: 5)
        #expect(throws: LedgerError.fenced) { try fixture.session.append([LedgerFixture.draft(2)], at: time) }
        #expect(throws: LedgerError.fenced) { try fixture.pool("q") }
        #expect(throws: LedgerError.fenced) { try fixture.session.cancel(job, at: time) }
        #expect(throws: LedgerError.fenced) { try fixture.session.requeue(job) }
        #expect(throws: LedgerError.fenced) {
            try fixture.session.restore(pool, to: PoolVersion(0), LedgerFixture.deed())
        }
        #expect(try next.pendingJobs().map(\.state) == [.queued])
        #expect(try next.documents(ListDocuments(limit: 10), tenant: .default).documents.count == 1)
        #expect(try next.pools(of: .default, after: nil, limit: 10).pools.map(\.position) == [LogPosition(0)])
        #expect(try next.append([LedgerFixture.draft(2)], at: time).count == 1)
    }

    @Test func `a document that comes while another store takes over is known to that store, or refused`() throws {
        let fixture = try LedgerFixture(epoch: 1)
        _ = try fixture.session.takeOver()
        _ = try fixture.pool()
        let next = Session(try Connection(fixture.connection), epoch: 2)
        try next.open()
        // The next store has taken the epoch and not committed it: who appends now must wait for the outcome.
        let other = try Connection(fixture.connection)
        try other.execute("BEGIN; UPDATE engram.store SET epoch = 2")
        let hasty = try Connection(fixture.connection)
        try hasty.execute("SET search_path TO engram; SET lock_timeout TO '50ms'")
        #expect(throws: LedgerError.self) {
            try Session(hasty, epoch: 1).append([LedgerFixture.draft(1)], at: Timestamp(microseconds: 1))
        }
        try other.execute("COMMIT")
        #expect(throws: LedgerError.fenced) {
            try fixture.session.append([LedgerFixture.draft(1)], at: Timestamp(microseconds: 1))
        }
        #expect(try next.pendingJobs().isEmpty)
    }

    @Test func `a pool is one connection's until that ends or gives it up, and others stay free`() throws {
        let fixture = try LedgerFixture()
        let (pool, other) = (try fixture.pool("p"), try fixture.pool("q"))
        let rival = Session(try Connection(fixture.connection))
        try rival.open()
        #expect(try fixture.session.tryOwnership(of: pool) && fixture.session.tryOwnership(of: pool))
        #expect(try !rival.tryOwnership(of: pool))
        #expect(try rival.tryOwnership(of: other))
        try fixture.session.giveUp(pool)
        #expect(try rival.tryOwnership(of: pool) && rival.ownedPools == [pool, other])
        #expect(try !fixture.session.tryOwnership(of: other))
    }
}
