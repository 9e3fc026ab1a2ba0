import Bytes
import Ledger
import MemoryTypes
import PostgreSQL
import TestKit
import Testing
import Wire

@Suite struct PoolTests {
    private func absorb(_ fixture: LedgerFixture, _ numbers: some Sequence<Int>) throws {
        for document in try fixture.push(numbers) { try fixture.absorb(document) }
    }

    private func state(_ fixture: LedgerFixture, _ pool: PoolID) throws -> StateHash {
        try fixture.session.describe(pool).stateHash
    }

    @Test func `a fork reads as its source did at that version, and goes its own way`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...3)
        let then = try fixture.session.versions(of: pool, from: PoolVersion(2), limit: 1).versions[0].stateHash
        let fork = try fixture.session.fork(
            pool, at: PoolVersion(2),
            as: PoolDraft(
                tenant: .default, name: PoolName(unchecked: "f"), uid: LedgerFixture.uid("f"), seed: 9),
            LedgerFixture.deed())
        #expect(try state(fixture, fork) == then)
        for document in try fixture.push(10...12, pool: "f") { try fixture.absorb(document) }
        let replay = try fixture.session.replay(fork, from: .start, deep: true)
        #expect(replay.holds && replay.versions == 3)
        #expect(try fixture.session.describe(pool).version == PoolVersion(3))
        let manifest = try fixture.session.manifest(of: fork, at: nil)
        #expect(manifest.shards[0].lists.allSatisfy { $0.count == LedgerFixture.tokens })
        let origin = try fixture.session.manifest(of: pool, at: PoolVersion(2))
        #expect(origin.sources.count { $0.document != nil } == 2)
        #expect(try fixture.session.manifest(of: fork, at: PoolVersion(0)).sources == origin.sources)
    }

    @Test func `a restored pool reads as before, and the log keeps all of it`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...2)
        let then = try state(fixture, pool)
        try absorb(fixture, 3...4)
        #expect(try fixture.session.restore(pool, to: PoolVersion(2), LedgerFixture.deed()) == PoolVersion(5))
        #expect(try state(fixture, pool) == then)
        try absorb(fixture, 5...6)
        let fresh = Session(try Connection(fixture.connection))
        try fresh.open()
        #expect(try fresh.replay(pool, from: .start, deep: true).versions == 7)
        #expect(try fresh.verify(pool, deep: true).holds)
    }

    @Test func `a checkpoint is the folded pool, and retention drops what lies before it`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...4)
        let folded = try #require(try fixture.session.fold(pool, at: PoolVersion(4)))
        try fixture.session.checkpoint(folded, LedgerFixture.deed())
        try absorb(fixture, 5...6)
        let before = try #require(try fixture.session.fold(pool, at: PoolVersion(6)))
        let estimate = try fixture.session.retain(pool, checkpoints: 1, every: nil, estimateOnly: true)
        let outcome = try fixture.session.retain(pool, checkpoints: 1, every: nil, estimateOnly: false)
        #expect(outcome.oldest == PoolVersion(4) && outcome.blobs >= 4 && estimate.blobs == 4)
        #expect(try fixture.session.fold(pool, at: PoolVersion(6))?.digest == before.digest)
        let replay = try fixture.session.replay(pool, from: .start, deep: true)
        #expect(replay.holds && replay.first == PoolVersion(4) && replay.last == PoolVersion(6))
        #expect(replay.poolDigest == before.digest && replay.reason.contains("4"))
        let readable = [PoolVersion(4)...PoolVersion(6)]
        #expect(throws: LedgerError.retentionDropped(asked: PoolVersion(2), readable: readable)) {
            try fixture.session.restore(pool, to: PoolVersion(2), LedgerFixture.deed())
        }
        #expect(try fixture.session.verify(pool, deep: true).holds)
    }

    @Test func `a version that does not exist is refused with those that do`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        #expect(
            throws: LedgerError.unknownVersion(asked: PoolVersion(3), oldest: PoolVersion(0), newest: PoolVersion(0))
        ) {
            try fixture.session.restore(pool, to: PoolVersion(3), LedgerFixture.deed())
        }
    }

    @Test func `a dropped pool leaves no blob behind but the model's`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...3)
        let uid = try fixture.session.describe(pool).uid
        try fixture.session.drop(pool, uid: uid)
        let connection = try Connection(fixture.connection)
        try connection.execute("SET search_path TO engram")
        #expect(try connection.query("SELECT count(*) FROM blobs WHERE uses > 0").integer(0, 0) == 0)
        #expect(throws: LedgerError.unknownPool) { try fixture.session.describe(pool) }
    }

    @Test func `a flipped bit anywhere in the log or in a delta is found`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        try absorb(fixture, 1...3)
        let connection = try Connection(fixture.connection)
        try connection.execute("SET search_path TO engram")
        func check(_ damage: String, _ repair: String, _ verdict: () throws -> Bool) throws {
            try connection.execute(damage)
            #expect(try !verdict(), "\(damage)")
            try connection.execute(repair)
            #expect(try verdict(), "\(repair)")
        }
        let flip = "UPDATE records SET content = set_byte(content, 40, get_byte(content, 40) # 1) WHERE position = 2"
        try check(flip, flip) { try fixture.session.verify(pool, deep: false).holds }
        let delta =
            "UPDATE blob_chunks SET content = set_byte(content, 5, get_byte(content, 5) # 1) WHERE digest IN "
            + "(SELECT delta FROM versions WHERE version = 2)"
        try check(delta, delta) { try fixture.session.verify(pool, deep: true).holds }
        try check(delta, delta) { try fixture.session.replay(pool, from: .start, deep: false).holds }
        let state =
            "UPDATE versions SET state_hash = set_byte(state_hash, 0, get_byte(state_hash, 0) # 1) WHERE version = 3"
        try check(state, state) { try fixture.session.replay(pool, from: .start, deep: false).holds }
    }

    @Test func `a newer schema than this program knows is refused`() throws {
        let fixture = try LedgerFixture()
        let connection = try Connection(fixture.connection)
        try connection.execute("INSERT INTO engram.migrations (number, name) VALUES (99, 'the future')")
        #expect(throws: LedgerError.self) { try Session(Connection(fixture.connection)).migrate() }
    }

    @Test func `no pool is made for a model without memory, and one with memory is meant where none is named`() throws {
        let fixture = try LedgerFixture()
        let bare = ModelDescriptor(
            digest: ModelDigest(of: [9]), name: "bare", layers: 2, width: 4, tokens: 0, updateTokens: 0,
            dropsPerLayer: false, initialised: false, tokenizer: BlobDigest(of: [2]), pieceTokensMax: 512,
            positionsMax: 2048, weights: .f32)
        #expect(try fixture.session.register(bare) == false)
        let draft = PoolDraft(
            tenant: .default, name: PoolName(unchecked: "b"), uid: LedgerFixture.uid("b"), seed: 9)
        #expect(throws: LedgerError.modelWithoutMemory("bare")) {
            try fixture.session.create(draft, model: "bare", shards: 1, empty: false, LedgerFixture.deed())
        }
        let pool = try fixture.session.create(draft, model: "", shards: 1, empty: false, LedgerFixture.deed())
        #expect(try fixture.session.describe(pool).model == fixture.model.digest)
    }
}
