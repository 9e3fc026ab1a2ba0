import Bytes
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct EditTests {
    @Test func `an edit becomes the next version, in one order with absorptions, and its job is done`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try fixture.absorb(try fixture.push([1])[0])
        let made = try fixture.apply(1, in: pool)
        #expect(made.version == PoolVersion(2) && made.position == LogPosition(2) && made.first)
        #expect(made.state == .applied && made.kinds == [.edit])
        #expect(made.stack.map(\.edit) == [LedgerFixture.edit(1)])
        try fixture.absorb(try fixture.push([2])[0])
        let manifest = try fixture.session.manifest(of: pool, at: nil)
        #expect(manifest.version == PoolVersion(3) && manifest.stack == made.stack)
        #expect(try fixture.session.manifest(of: pool, at: PoolVersion(1)).stack.isEmpty)
        #expect(try fixture.session.pendingJobs().isEmpty)
        #expect(try fixture.audit(pool))
    }

    @Test func `every later state holds the artifacts: without them it would be another one`() throws {
        let fixture = try LedgerFixture()
        let (edited, plain) = (try fixture.pool("p"), try fixture.pool("q"))
        try fixture.apply(1, in: edited)
        let documents = try fixture.push([1], pool: "p") + fixture.push([2], pool: "q")
        let states = try documents.map { try fixture.absorb($0).stateHash }
        #expect(states[0] != states[1])
        let other = try Session(Connection(fixture.connection))
        try other.open()
        #expect(try other.describe(edited).stateHash == states[0], "the head is loaded with its stack")
        #expect(try fixture.audit(edited) && fixture.audit(plain))
    }

    @Test func `the same submission again is the first one, another body a conflict`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let first = try fixture.submit(1, in: pool)
        let again = try fixture.submit(1, in: pool)
        #expect(first.queued != nil && again.queued == nil && again.job == first.job)
        #expect(throws: LedgerError.idempotencyConflict) {
            _ = try fixture.session.submit(
                LedgerFixture.submission(1, target: "Paris"), to: pool, seed: 1, LedgerFixture.deed())
        }
        #expect(throws: LedgerError.idempotencyConflict) {
            try fixture.submit(1, in: pool, thresholds: EditGuard(localityMin: 0.1))
        }
        #expect(try fixture.session.pendingJobs().count == 1)
        _ = try fixture.run(first.job)
        #expect(try fixture.submit(1, in: pool).state == .applied)
        #expect(try fixture.submit(1, in: try fixture.pool("q")).queued != nil, "another pool has another edit")
    }

    @Test func `a pool has room for as many edits in force and waiting as a stack holds`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        _ = try Connection(fixture.connection).query(
            """
            INSERT INTO engram.edits (pool, edit, body_digest, draft, seed, actor, received_at, entry)
            SELECT \(pool.value), decode(lpad(to_hex(i), 32, '0'), 'hex'), sha256(''), '', 0, '', now(), i
            FROM generate_series(1, \(Limits.stackMax - 1)) i
            """, [])
        _ = try fixture.submit(1, in: pool)
        #expect(throws: LedgerError.tenantLimit(what: "edits in one pool", limit: UInt64(Limits.stackMax))) {
            try fixture.submit(2, in: pool)
        }
        #expect(try fixture.session.pendingJobs().count == 1)
    }

    @Test func `a checkpoint is due when a pool passes a multiple of versions, by edits too`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        _ = try fixture.session.retain(pool, checkpoints: 1, every: 2, estimateOnly: false)
        #expect(try (1...4).map { try fixture.apply($0, in: pool).checkpointDue } == [false, true, false, true])
    }

    @Test func `the same commit again writes nothing, also from another session`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let job = try fixture.submit(1, in: pool).job
        let commit = fixture.commit(of: try fixture.claimEdit(job, token: 1), token: 1)
        let first = try fixture.session.commit(commit, LedgerFixture.deed())
        let other = try Session(Connection(fixture.connection))
        try other.open()
        let again = try other.commit(commit, LedgerFixture.deed())
        #expect(!again.first && again.version == first.version && again.kinds.isEmpty)
        #expect(try fixture.session.describe(pool).position == LogPosition(1))
    }

    @Test func `a zombie's commit fails and writes nothing`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let job = try fixture.submit(1, in: pool).job
        let zombie = try fixture.claimEdit(job, token: 1)
        let heir = try fixture.claimEdit(job, token: 2)
        #expect(throws: LedgerError.leaseLost) {
            try fixture.session.commit(fixture.commit(of: zombie, token: 1), LedgerFixture.deed())
        }
        #expect(try fixture.session.describe(pool).position == LogPosition(0))
        #expect(try fixture.session.commit(fixture.commit(of: heir, token: 2), LedgerFixture.deed()).first)
    }

    @Test func `a commit after a takeover of the store is fenced`() throws {
        let fixture = try LedgerFixture(epoch: 1)
        let epoch = try fixture.session.takeOver()
        let old = try Session(Connection(fixture.connection), epoch: epoch)
        try old.open()
        let pool = try fixture.pool()
        let work = try fixture.claimEdit(try fixture.submit(1, in: pool).job, token: 1)
        _ = try fixture.session.takeOver()
        #expect(throws: LedgerError.fenced) { try old.commit(fixture.commit(of: work, token: 1), LedgerFixture.deed()) }
    }

    @Test func `an edit computed on a stack that has changed since is refused; absorptions do not change it`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let jobs = try (1...2).map { try fixture.submit($0, in: pool).job }
        let early = try fixture.claimEdit(jobs[1], token: 1)
        try fixture.absorb(try fixture.push([1])[0])
        let first = try fixture.claimEdit(jobs[0], token: 2)
        let made = try fixture.session.commit(fixture.commit(of: first, token: 2), LedgerFixture.deed())
        #expect(throws: LedgerError.staleStack(asked: early.stack.stackDigest, current: made.stack.stackDigest)) {
            try fixture.session.commit(fixture.commit(of: early, token: 1), LedgerFixture.deed())
        }
        #expect(try fixture.session.describe(pool).version == PoolVersion(2))
        try fixture.run(jobs[1])
        #expect(try fixture.audit(pool))
    }

    @Test func `results that do not fit what was asked are refused by type, and nothing is written`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let work = try fixture.claimEdit(try fixture.submit(1, in: pool).job, token: 1)
        let good = LedgerFixture.result(work.steps[0], on: [])
        func commit(_ results: [EditResult], _ measures: EditMeasures = LedgerFixture.measures) throws {
            _ = try fixture.session.commit(
                EditCommit(
                    pool: pool, job: work.job, token: FencingToken(1), stack: work.stack.stackDigest,
                    results: results, measures: measures, worker: "w"), LedgerFixture.deed())
        }
        func result(_ edit: EditID = good.edit, _ artifact: [UInt8]) -> EditResult {
            EditResult(
                edit: edit, editor: good.editor, tokenizer: good.tokenizer, request: good.request,
                artifact: BlobDigest(of: artifact), artifactBytes: artifact)
        }
        #expect(throws: LedgerError.editInvalid("0 results of one edit")) { try commit([]) }
        #expect(throws: LedgerError.editInvalid("1 results of one edit")) {
            try commit([result(LedgerFixture.edit(9), good.artifactBytes)])
        }
        let foreign = LedgerFixture.artifact("x", model: ModelDigest(of: [9]))
        #expect(throws: LedgerError.self) { try commit([result(good.edit, foreign)]) }
        #expect(throws: LedgerError.self) { try commit([result(good.edit, [1, 2, 3])]) }
        let lost = EditResult(
            edit: good.edit, editor: good.editor, tokenizer: good.tokenizer, request: good.request,
            artifact: good.artifact, artifactBytes: [])
        #expect(throws: LedgerError.unknownBlob(good.artifact)) { try commit([lost]) }
        var endless = LedgerFixture.measures
        endless.relativeChange = .nan
        #expect(throws: LedgerError.editNotFinite) { try commit([good], endless) }
        #expect(try fixture.session.describe(pool).position == LogPosition(0))
        #expect(try fixture.session.progress(of: good.artifact) == nil)
        _ = try fixture.session.put(
            good.artifactBytes, at: 0, of: UInt64(good.artifactBytes.count), as: good.artifact)
        try commit([lost])
        #expect(try fixture.audit(pool))
    }

    @Test func `an imported artifact is checked against the pool's model before anything is written`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        func put(_ bytes: [UInt8]) throws -> BlobDigest {
            _ = try fixture.session.put(bytes, at: 0, of: UInt64(bytes.count), as: BlobDigest(of: bytes))
            return BlobDigest(of: bytes)
        }
        func submit(_ artifact: BlobDigest) throws -> AcceptedEdit {
            try fixture.session.submit(
                LedgerFixture.submission(1, artifact: artifact), to: pool, seed: 1, LedgerFixture.deed())
        }
        #expect(throws: LedgerError.unknownBlob(.zero)) { try submit(.zero) }
        let foreign = try put(LedgerFixture.artifact("x", model: ModelDigest(of: [9])))
        #expect(throws: LedgerError.self) { try submit(foreign) }
        #expect(try fixture.session.pendingJobs().isEmpty)
        let bytes = LedgerFixture.artifact("x")
        let accepted = try submit(try put(bytes))
        let work = try fixture.claimEdit(accepted.job, token: 1)
        #expect(throws: LedgerError.editInvalid("another artifact than the imported one")) {
            try fixture.session.commit(fixture.commit(of: work, token: 1), LedgerFixture.deed())
        }
    }

    @Test func `the guard refuses with every number that crossed, and reverts with both records`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        var weak = LedgerFixture.measures
        (weak.locality, weak.relativeChange) = (0.25, 3)
        let refused = try fixture.submit(1, in: pool)
        let error = #expect(throws: LedgerError.self) { try fixture.run(refused.job, measures: weak) }
        guard case .guardRefused(let breaches) = error else { throw TestKitError("\(String(describing: error))") }
        #expect(breaches.map(\.measure) == [.locality, .relativeChange])
        #expect(try fixture.session.describe(pool).position == LogPosition(0))
        try fixture.session.setThresholds(EditGuard(action: .revert), of: pool)
        let reverted = try fixture.apply(2, in: pool, measures: weak)
        #expect(reverted.state == .reverted && reverted.kinds == [.edit, .revert] && reverted.stack.isEmpty)
        let own = try fixture.apply(
            3, in: pool, measures: weak, thresholds: EditGuard(localityMin: 0, relativeChangeMax: 9))
        #expect(own.state == .applied)
        let detail = try fixture.session.edit(LedgerFixture.edit(2), in: pool)
        #expect(detail.measurements.map(\.measures) == [weak] && detail.measurements[0].occasion == .commit)
        #expect(try fixture.audit(pool))
    }
}
