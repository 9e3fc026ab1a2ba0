import Bytes
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct EditRevertTests {
    private func revert(_ fixture: LedgerFixture, _ number: Int, in pool: PoolID, replays: Bool) throws -> Reversion {
        try fixture.session.revert(LedgerFixture.edit(number), in: pool, replays: replays, LedgerFixture.deed(30))
    }

    private func replay(_ fixture: LedgerFixture, _ number: Int, in pool: PoolID) throws -> JobID {
        guard case .queued(let job) = try revert(fixture, number, in: pool, replays: true) else {
            throw TestKitError("nothing was queued")
        }
        return job.job
    }

    @Test func `drop takes an edit out at once and leaves the later ones as they are`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let stacks = try (1...3).map { try fixture.apply($0, in: pool).stack }
        guard case .done(let made) = try revert(fixture, 2, in: pool, replays: false) else {
            throw TestKitError("it was not done")
        }
        #expect(made.kinds == [.revert] && made.state == .reverted && made.version == PoolVersion(4))
        #expect(made.stack == [stacks[2][0], stacks[2][2]])
        #expect(throws: LedgerError.editReverted) { try revert(fixture, 2, in: pool, replays: false) }
        #expect(throws: LedgerError.unknownEdit) { try revert(fixture, 9, in: pool, replays: false) }
        #expect(try fixture.submit(2, in: pool).state == .reverted, "submitted again, it is the first one")
        #expect(try fixture.audit(pool))
    }

    @Test func `replay puts the later edits in again as they are without it, in one transaction`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try (1...4).forEach { try fixture.apply($0, in: pool) }
        let before = try fixture.session.manifest(of: pool, at: nil).stack
        let job = try replay(fixture, 2, in: pool)
        #expect(try fixture.session.edit(LedgerFixture.edit(2), in: pool).summary.state == .reverting)
        #expect(try revert(fixture, 2, in: pool, replays: true) == .underWay)
        #expect(throws: LedgerError.editReverting) { try revert(fixture, 2, in: pool, replays: false) }
        let work = try fixture.claimEdit(job, token: 99)
        #expect(work.task == .replay && work.steps.map(\.edit) == [3, 4].map { LedgerFixture.edit($0) })
        #expect(work.steps.map(\.position) == before[2...].map(\.position))
        let made = try fixture.session.commit(fixture.commit(of: work, token: 99), LedgerFixture.deed(40))
        #expect(made.kinds == [.revert, .edit, .edit] && made.state == .reverted)
        #expect(made.stack.map(\.edit) == [1, 3, 4].map { LedgerFixture.edit($0) })
        #expect(made.stack[0] == before[0] && made.stack[1].artifact != before[2].artifact)
        let superseding = try fixture.session.edit(LedgerFixture.edit(3), in: pool)
        #expect(superseding.entry?.supersedes == before[2].position && superseding.summary.state == .applied)
        #expect(try fixture.audit(pool))
    }

    @Test func `a replayed stack is the stack of a pool that never had the edit`() throws {
        let fixture = try LedgerFixture()
        let (pool, other) = (try fixture.pool("p"), try fixture.pool("q"))
        try (1...4).forEach { try fixture.apply($0, in: pool) }
        try fixture.run(try replay(fixture, 2, in: pool))
        for number in [1, 3, 4] { try fixture.apply(number, in: other) }
        let stacks = try [pool, other].map { try fixture.session.manifest(of: $0, at: nil).stack.map(\.artifact) }
        #expect(stacks[0] == stacks[1])
    }

    @Test func `without later edits a replay is done at once, and says in the log that it was one`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try fixture.apply(1, in: pool)
        guard case .done(let made) = try revert(fixture, 1, in: pool, replays: true) else {
            throw TestKitError("it was queued")
        }
        let record = try LogRecord(decoding: fixture.session.record(made.position, of: pool).entry.record)
        guard case .revert(let event) = record.event else { throw TestKitError("\(record.kind)") }
        #expect(event.replays && event.edit == LedgerFixture.edit(1) && event.record == LogPosition(1))
    }

    @Test func `a replay whose stack has changed meanwhile is computed again`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try (1...3).forEach { try fixture.apply($0, in: pool) }
        let job = try replay(fixture, 1, in: pool)
        let early = fixture.commit(of: try fixture.claimEdit(job, token: 90), token: 90)
        _ = try revert(fixture, 3, in: pool, replays: false)
        #expect(throws: LedgerError.self) { try fixture.session.commit(early, LedgerFixture.deed()) }
        let work = try fixture.claimEdit(job, token: 91)
        #expect(work.steps.map(\.edit) == [LedgerFixture.edit(2)])
        _ = try fixture.session.commit(fixture.commit(of: work, token: 91), LedgerFixture.deed())
        #expect(try fixture.audit(pool))
    }

    @Test func `a measurement is written down, changes no version, and goes with the edit`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try fixture.apply(1, in: pool)
        for document in try fixture.push(1...3) { try fixture.absorb(document) }
        let item = EditItem(prompt: "a b", subject: nil, target: "c", paraphrases: [], locality: [])
        let job = try fixture.session.evaluate(
            LedgerFixture.edit(1), asking: [item], in: pool, LedgerFixture.deed())
        let work = try fixture.claimEdit(job.job, token: 77)
        #expect(work.task == .evaluate && work.items == [item] && work.absorptions == 3)
        let made = try fixture.session.commit(fixture.commit(of: work, token: 77), LedgerFixture.deed())
        #expect(made.kinds.isEmpty && made.version == PoolVersion(4))
        let measured = try fixture.session.edit(LedgerFixture.edit(1), in: pool).measurements
        #expect(measured.map(\.occasion) == [.commit, .request] && measured[1].absorptions == 3)
        _ = try fixture.session.evaluate(LedgerFixture.edit(1), asking: [], in: pool, LedgerFixture.deed())
        _ = try revert(fixture, 1, in: pool, replays: false)
        #expect(try fixture.session.pendingJobs().isEmpty)
        #expect(throws: LedgerError.editReverted) {
            try fixture.session.evaluate(LedgerFixture.edit(1), asking: [], in: pool, LedgerFixture.deed())
        }
    }

    @Test func `edits are measured when they come, and after 10 absorptions`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        func due() throws -> [JobRow] { 
            try fixture.session.queueDueMeasures(of: pool, at: Timestamp(microseconds: 5))
        }
        #expect(try due().isEmpty && fixture.session.poolsWithDueMeasures().isEmpty)
        try fixture.apply(1, in: pool)
        #expect(try fixture.session.poolsWithDueMeasures() == [pool])
        let now = try due()
        #expect(now.map(\.shard) == [JobLane.measures])
        #expect(try due().isEmpty, "one at a time")
        try fixture.run(now[0].job)
        for document in try fixture.push(1...9) { try fixture.absorb(document) }
        #expect(try due().isEmpty)
        try fixture.absorb(try fixture.push([10])[0])
        let later = try due()
        #expect(later.count == 1)
        try fixture.run(later[0].job)
        let measured = try fixture.session.edit(LedgerFixture.edit(1), in: pool).measurements
        #expect(measured.map(\.absorptions) == [0, 0, 10])
        #expect(measured.map(\.occasion) == [.commit, .absorptions, .absorptions])
    }

    @Test func `the history of a subject has all its edits, newest first, page by page`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        for number in 1...5 {
            let asked = LedgerFixture.submission(number, subject: number == 3 ? "Utopia" : "Arcadia")
            let job = try fixture.session.submit(asked, to: pool, seed: 1, LedgerFixture.deed()).job
            try fixture.run(job)
        }
        _ = try revert(fixture, 4, in: pool, replays: false)
        func list(removed: Bool, before: UInt64? = nil, limit: Int = 100) throws -> EditPage {
            try fixture.session.edits(
                ListEdits(
                    name: PoolName("p")!, subject: "Arcadia", removed: removed, before: before, limit: limit),
                in: pool)
        }
        #expect(try list(removed: true).edits.map(\.edit) == [5, 4, 2, 1].map { LedgerFixture.edit($0) })
        #expect(try list(removed: false).edits.map(\.edit) == [5, 2, 1].map { LedgerFixture.edit($0) })
        let page = try list(removed: true, limit: 2)
        #expect(page.edits.count == 2 && page.inForce == 4)
        #expect(try list(removed: true, before: page.next, limit: 2).edits.map(\.edit)
            == [2, 1].map { LedgerFixture.edit($0) })
    }
}
