import Bytes
import LatentMemory
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct CommitTests {
    @Test func `a delta becomes the next version and its job is done`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let document = try fixture.push([1])[0]
        let work = try fixture.claim(document.job, token: 1)
        #expect(work.text == "text 1" && work.base == PoolVersion(0) && work.isInitialised)
        let made = try fixture.session.commit(fixture.update(work, token: 1), LedgerFixture.deed())
        #expect(made.version == PoolVersion(1) && made.position == LogPosition(1) && made.jobDone && made.first)
        #expect(made.forgotten.lists.count == 2 && made.forgotten.lists.allSatisfy { $0.count == 4 })
        #expect(try fixture.session.pendingJobs().isEmpty)
    }

    @Test func `the same commit again is the same version, and nothing is written`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let document = try fixture.push([1])[0]
        let work = try fixture.claim(document.job, token: 1)
        let update = fixture.update(work, token: 1)
        let first = try fixture.session.commit(update, LedgerFixture.deed())
        let other = Session(try Connection(fixture.connection))
        try other.open()
        let again = try other.commit(update, LedgerFixture.deed())
        #expect(!again.first && again.version == first.version && again.stateHash == first.stateHash)
        #expect(again.jobDone)
        #expect(try fixture.session.replay(document.pool, from: .start, deep: true).last == PoolVersion(1))
    }

    @Test func `a zombie's commit fails and writes nothing`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let document = try fixture.push([1])[0]
        let zombie = try fixture.claim(document.job, token: 1)
        let heir = try fixture.claim(document.job, token: 2)
        #expect(throws: LedgerError.leaseLost) {
            try fixture.session.commit(fixture.update(zombie, token: 1, seed: 99), LedgerFixture.deed())
        }
        let made = try fixture.session.commit(fixture.update(heir, token: 2), LedgerFixture.deed())
        #expect(made.version == PoolVersion(1))
    }

    @Test func `a delta computed from an older version is refused`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let documents = try fixture.push([1, 2])
        let early = try fixture.claim(documents[1].job, token: 2)
        try fixture.absorb(documents[0])
        #expect(throws: LedgerError.staleBase(asked: PoolVersion(0), current: PoolVersion(1))) {
            try fixture.session.commit(fixture.update(early, token: 2), LedgerFixture.deed())
        }
        #expect(try fixture.session.pendingJobs().count == 1)
    }

    @Test func `a store that another one has taken over from cannot commit`() throws {
        let fixture = try LedgerFixture(epoch: 1)
        let epoch = try fixture.session.takeOver()
        let old = Session(try Connection(fixture.connection), epoch: epoch)
        try old.open()
        _ = try fixture.pool()
        let document = try fixture.push([1])[0]
        let work = try fixture.claim(document.job, token: 1)
        _ = try fixture.session.takeOver()
        #expect(throws: LedgerError.fenced) { try old.commit(fixture.update(work, token: 1), LedgerFixture.deed()) }
    }

    @Test func `the pieces of a document come one after another and end the job with the last`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let document = try fixture.push([1])[0]
        let first = try fixture.claim(document.job, token: 1)
        let made = try fixture.session.commit(fixture.update(first, token: 1, pieces: 2), LedgerFixture.deed())
        #expect(!made.jobDone && made.pieces == 2)
        let second = try #require(try fixture.session.nextPiece(of: document.job, attempt: 1))
        #expect(second.piece == 1 && second.cut?.pieces == 2 && second.base == PoolVersion(1))
        #expect(second.tail == made.delta)
        #expect(throws: LedgerError.wrongPiece(asked: 7, next: 1)) {
            let wrong = UpdateCommit(
                pool: second.pool, job: second.job, token: FencingToken(1), piece: 7, cut: nil, base: second.base,
                rows: 4, digest: made.delta, delta: [], computeMicroseconds: 0, worker: "w")
            _ = try fixture.session.commit(wrong, LedgerFixture.deed())
        }
        #expect(try fixture.session.commit(fixture.update(second, token: 1), LedgerFixture.deed()).jobDone)
    }

    @Test func `a delta of another size, with another digest or with a NaN is refused`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool()
        let work = try fixture.claim(try fixture.push([1])[0].job, token: 1)
        func commit(_ delta: [UInt8], _ digest: BlobDigest) throws {
            _ = try fixture.session.commit(
                UpdateCommit(
                    pool: work.pool, job: work.job, token: FencingToken(1), piece: 0,
                    cut: DocumentCut(tokenizer: .zero, ends: [5]), base: work.base, rows: 4, digest: digest,
                    delta: delta,
                    computeMicroseconds: 0, worker: "w"), LedgerFixture.deed())
        }
        let good = LedgerFixture.floats(count: 32, seed: 3)
        #expect(throws: LedgerError.self) { try commit(Array(good.dropLast(4)), BlobDigest(of: good)) }
        #expect(throws: LedgerError.digestMismatch(.zero)) { try commit(good, .zero) }
        let broken = Array(good.dropLast(4)) + [0, 0, 0xC0, 0x7F]
        #expect(throws: LedgerError.self) { try commit(broken, BlobDigest(of: broken)) }
        try commit(good, BlobDigest(of: good))
    }

    @Test func `an empty pool is filled by its first delta, and the tail is gathered then`() throws {
        let fixture = try LedgerFixture()
        _ = try fixture.pool(empty: true)
        let documents = try fixture.push([1, 2])
        let work = try fixture.claim(documents[0].job, token: 1)
        #expect(work.tail == nil && !work.isInitialised)
        _ = try fixture.session.commit(fixture.update(work, token: 1, rows: 3), LedgerFixture.deed())
        let next = try fixture.claim(documents[1].job, token: 2)
        let tail = try fixture.session.readWhole(try #require(next.tail))
        #expect(tail.count == 2 * 4 * 4 * 4)
        _ = try fixture.session.commit(fixture.update(next, token: 2), LedgerFixture.deed())
        #expect(try fixture.session.replay(work.pool, from: .start, deep: true).holds)
    }

    @Test func `shards are chains of their own`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool(shards: 3)
        let documents = try fixture.push(1...12)
        let claimed = try documents.map { try fixture.claim($0.job, token: $0.job.value) }
        #expect(Set(claimed.map(\.shard)).count == 3)
        var firsts: Set<UInt32> = []
        for work in claimed where firsts.insert(work.shard).inserted {
            // The base is the shard's head, not the pool's: versions of other shards do not make it stale.
            _ = try fixture.session.commit(fixture.update(work, token: work.job.value), LedgerFixture.deed())
        }
        #expect(try fixture.session.replay(pool, from: .start, deep: true).last == PoolVersion(3))
    }
}
