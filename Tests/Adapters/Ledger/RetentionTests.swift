import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct RetentionTests {
    private func absorb(_ fixture: LedgerFixture, _ numbers: some Sequence<Int>, pool: String = "p") throws {
        for document in try fixture.push(numbers, pool: pool) { try fixture.absorb(document) }
    }

    /// Writes the folded pool down and drops all before it.
    private func retain(_ fixture: LedgerFixture, _ pool: PoolID, at version: UInt64) throws {
        let folded = try #require(try fixture.session.fold(pool, at: PoolVersion(version)))
        try fixture.session.checkpoint(folded, LedgerFixture.deed())
        _ = try fixture.session.retain(pool, checkpoints: 1, every: nil, estimateOnly: false)
    }

    private func purge(_ fixture: LedgerFixture, _ number: Int) throws {
        let plan = try fixture.session.planForgetting(LedgerFixture.document(number), of: .default)
        for planned in plan.pools {
            let outcome = try fixture.session.forget(plan, in: planned, purge: true, LedgerFixture.deed())
            for job in outcome.jobs {
                let work = try fixture.claim(job.job, token: job.job.value)
                _ = try fixture.session.commit(fixture.update(work, token: job.job.value), LedgerFixture.deed())
            }
        }
        try fixture.session.finishForgetting(plan, purge: true)
    }

    private func fork(_ fixture: LedgerFixture, _ pool: PoolID, at version: UInt64) throws -> PoolID {
        try fixture.session.fork(
            pool, at: PoolVersion(version),
            as: PoolDraft(tenant: .default, name: PoolName(unchecked: "f"), uid: LedgerFixture.uid("f"), seed: 9),
            LedgerFixture.deed())
    }

    @Test func `a version whose deltas a purge erased is refused with those that can be read, however it is asked for`()
        throws
    {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...5)
        try purge(fixture, 3)
        let readable = [PoolVersion(0)...PoolVersion(2), PoolVersion(6)...PoolVersion(8)]
        let refusal = LedgerError.retentionDropped(asked: PoolVersion(4), readable: readable)
        #expect(throws: refusal) { try fixture.session.manifest(of: pool, at: PoolVersion(4)) }
        #expect(throws: refusal) { try fixture.session.fold(pool, at: PoolVersion(4)) }
        #expect(throws: refusal) { try fixture.session.restore(pool, to: PoolVersion(4), LedgerFixture.deed()) }
        #expect(throws: refusal) { try fork(fixture, pool, at: 4) }
        #expect(try fixture.session.describe(pool).version == PoolVersion(8), "nothing was written")
        let listed = try fixture.session.versions(of: pool, from: PoolVersion(0), limit: 100).versions
        #expect(listed.count == 9)
        for version in listed {
            #expect(version.replayable == readable.contains { $0.contains(version.version) }, "\(version.version)")
            #expect(try fixture.session.record(version.position, of: pool).version == version)
        }
        for range in readable {
            for version in range.lowerBound.value...range.upperBound.value {
                _ = try fixture.session.manifest(of: pool, at: PoolVersion(version))
            }
        }
    }

    @Test func `a fork of what only a checkpoint holds stands when its source is gone`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool(empty: true)
        try absorb(fixture, 1...4)
        try retain(fixture, pool, at: 4)
        try absorb(fixture, 5...5)
        let wanted = try fixture.session.fold(pool, at: PoolVersion(5))?.digest
        let fork = try fork(fixture, pool, at: 5)
        try fixture.session.drop(pool, uid: try fixture.session.describe(pool).uid)
        #expect(try fixture.session.fold(fork, at: PoolVersion(0))?.digest == wanted)
        try absorb(fixture, 11...12, pool: "f")
        let replay = try fixture.session.replay(fork, from: .start, deep: true)
        #expect(replay.holds && replay.last == PoolVersion(2), "\(replay.reason)")
    }

    @Test func `a purge that drops checkpoints keeps what the other shards read from them`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool(shards: 2)
        try absorb(fixture, 1...8)
        try retain(fixture, pool, at: 8)
        let before = try fixture.session.manifest(of: pool, at: nil).shards
        let victim = (1...8).first { LedgerFixture.document($0).shard(of: 2) == 1 } ?? 0
        try purge(fixture, victim)
        let after = try fixture.session.manifest(of: pool, at: nil)
        #expect(after.shards.count == before.count)
        let replay = try fixture.session.replay(pool, from: .oldest, deep: true)
        #expect(replay.holds, "\(replay.reason)")
    }
}
