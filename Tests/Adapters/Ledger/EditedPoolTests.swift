import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

/// What happens to pools happens to their edits too.
@Suite struct EditedPoolTests {
    private func fork(_ fixture: LedgerFixture, _ pool: PoolID, at version: UInt64) throws -> PoolID {
        try fixture.session.fork(
            pool, at: PoolVersion(version),
            as: PoolDraft(tenant: .default, name: PoolName(unchecked: "f"), uid: LedgerFixture.uid("f"), seed: 9),
            LedgerFixture.deed())
    }

    private func revert(_ fixture: LedgerFixture, _ number: Int, in pool: PoolID) throws {
        _ = try fixture.session.revert(LedgerFixture.edit(number), in: pool, replays: false, LedgerFixture.deed())
    }

    private func state(_ fixture: LedgerFixture, _ number: Int, in pool: PoolID) throws -> EditState {
        try fixture.session.edit(LedgerFixture.edit(number), in: pool).summary.state
    }

    @Test func `a restoration brings the stack of its version back, and takes out what came later`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let first = try fixture.apply(1, in: pool)
        try revert(fixture, 1, in: pool)
        try fixture.apply(2, in: pool)
        #expect(try fixture.session.restore(pool, to: first.version, LedgerFixture.deed()) == PoolVersion(4))
        #expect(try fixture.session.manifest(of: pool, at: nil).stack == first.stack)
        #expect(try state(fixture, 1, in: pool) == .applied && state(fixture, 2, in: pool) == .reverted)
        try fixture.apply(3, in: pool)
        #expect(try fixture.session.manifest(of: pool, at: nil).stack.map(\.edit) == [1, 3].map(LedgerFixture.edit))
        #expect(try fixture.audit(pool))
    }

    @Test func `a fork has the edits of its version as its own, and keeps them when the pool goes`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try (1...3).forEach { try fixture.apply($0, in: pool) }
        let forked = try fork(fixture, pool, at: 2)
        let stack = try fixture.session.manifest(of: forked, at: nil).stack
        #expect(stack.map(\.edit) == [1, 2].map(LedgerFixture.edit))
        #expect(throws: LedgerError.unknownEdit) { try state(fixture, 3, in: forked) }
        try revert(fixture, 1, in: forked)
        #expect(try state(fixture, 1, in: forked) == .reverted && state(fixture, 1, in: pool) == .applied)
        try fixture.session.drop(pool, uid: LedgerFixture.uid("defaultp"))
        #expect(try fixture.session.readWhole(stack[1].artifact).count > 40)
        try fixture.apply(4, in: forked)
        #expect(try fixture.session.manifest(of: forked, at: nil).stack.map(\.edit) == [2, 4].map(LedgerFixture.edit))
        #expect(try fixture.audit(forked))
        try fixture.session.drop(forked, uid: LedgerFixture.uid("f"))
        #expect(throws: LedgerError.self) { try fixture.session.readWhole(stack[1].artifact) }
    }

    @Test func `forgetting a document leaves the edits alone`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        for document in try fixture.push(1...2) { try fixture.absorb(document) }
        let made = try fixture.apply(1, in: pool)
        let plan = try fixture.session.planForgetting(LedgerFixture.document(1), of: .default)
        let outcome = try fixture.session.forget(plan, in: plan.pools[0], purge: true, LedgerFixture.deed())
        try fixture.session.finishForgetting(plan, purge: true)
        #expect(outcome.version == PoolVersion(4))
        #expect(try fixture.session.manifest(of: pool, at: nil).stack == made.stack)
        let replay = try fixture.session.replay(pool, from: .start, deep: false)
        #expect(replay.holds, "\(replay.reason)")
        #expect(try fixture.session.verify(pool, deep: true).holds)
    }

    @Test func `retention lets go of artifacts that no kept version needs, and of no other`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let artifacts = try (1...3).map { try fixture.apply($0, in: pool).stack.last?.artifact ?? .zero }
        try revert(fixture, 1, in: pool)
        for document in try fixture.push(1...2) { try fixture.absorb(document) }
        let folded = try #require(try fixture.session.fold(pool, at: PoolVersion(5)))
        try fixture.session.checkpoint(folded, LedgerFixture.deed())
        try revert(fixture, 2, in: pool)
        _ = try fixture.session.retain(pool, checkpoints: 1, every: nil, estimateOnly: false)
        #expect(try fixture.session.progress(of: artifacts[0]) == nil)
        #expect(try fixture.session.progress(of: artifacts[1])?.isComplete == true, "version 5 needs it")
        #expect(try fixture.session.progress(of: artifacts[2])?.isComplete == true)
        #expect(try fixture.session.edit(LedgerFixture.edit(1), in: pool).entry?.artifactBytes == 0)
        let replay = try fixture.session.replay(pool, from: .oldest, deep: true)
        #expect(replay.holds, "\(replay.reason)")
        #expect(try fixture.session.verify(pool, deep: true).holds)
    }

    @Test func `a checkpoint of an edited pool is replayed from`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try fixture.apply(1, in: pool)
        try fixture.absorb(try fixture.push([1])[0])
        let folded = try #require(try fixture.session.fold(pool, at: PoolVersion(2)))
        try fixture.session.checkpoint(folded, LedgerFixture.deed())
        try fixture.apply(2, in: pool)
        let replay = try fixture.session.replay(pool, from: .checkpoint, deep: true)
        #expect(replay.holds && replay.first == PoolVersion(2) && replay.versions == 1, "\(replay.reason)")
    }

    @Test func `a changed artifact, and a changed record of an edit, are found`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let made = try fixture.apply(1, in: pool)
        #expect(try fixture.session.verify(pool, deep: true).blobs == 2)
        let admin = try Connection(fixture.connection)
        _ = try admin.query(
            "UPDATE engram.blob_chunks SET content = set_byte(content, 5, 255) WHERE digest = $1",
            [.bytes(made.stack[0].artifact.bytes)])
        let verdict = try fixture.session.verify(pool, deep: true)
        #expect(!verdict.holds && verdict.firstBad == made.position)
        _ = try admin.query("UPDATE engram.versions SET state_hash = sha256('x') WHERE version = 1", [])
        #expect(try !fixture.session.verify(pool, deep: false).holds)
        let replay = try fixture.session.replay(pool, from: .start, deep: false)
        #expect(!replay.holds && replay.firstDifferent == PoolVersion(1))
    }

    @Test func `a rebuild leaves edits and their jobs with the old pool`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try fixture.absorb(try fixture.push([1])[0])
        try fixture.apply(1, in: pool)
        let waiting = try fixture.submit(2, in: pool)
        let built = try fixture.session.rebuild(
            pool, for: "", as: PoolDraft(
                tenant: .default, name: PoolName(unchecked: "b"), uid: LedgerFixture.uid("b"), seed: 1),
            LedgerFixture.deed())
        for job in built.jobs {
            let work = try fixture.claim(job.job, token: job.job.value)
            _ = try fixture.session.commit(fixture.update(work, token: job.job.value), LedgerFixture.deed())
        }
        let rebuild = try #require(try fixture.session.rebuilds().first)
        guard case .exchanged(let gone, _) = try fixture.session.proceed(
            rebuild, salt: { [1] }, at: Timestamp(microseconds: 9))
        else { throw TestKitError("not exchanged") }
        #expect(!gone.contains(waiting.job))
        #expect(try fixture.session.manifest(of: built.pool, at: nil).stack.isEmpty)
        #expect(try fixture.session.manifest(of: pool, at: nil).stack.count == 1)
        try fixture.run(waiting.job)
        #expect(try fixture.audit(pool) && fixture.audit(built.pool))
    }
}
