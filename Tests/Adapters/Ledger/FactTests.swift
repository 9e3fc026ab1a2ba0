import Bytes
import Ledger
import MemoryTypes
import TestKit
import Testing
import Wire

@Suite struct FactTests {
    private let name = PoolName(unchecked: "p")
    private let paris = Triple(subject: "Paris", relation: "capital of", object: "France")

    private func assert(
        _ fixture: LedgerFixture, _ pool: PoolID, _ triple: Triple, from: Int64? = nil, to: Int64? = nil,
        document: DocumentID? = nil
    ) throws -> FactOutcome {
        try fixture.session.assert(
            AssertTriple(
                name: name, triple: triple, validFrom: from.map { Timestamp(microseconds: $0) },
                validTo: to.map { Timestamp(microseconds: $0) }, document: document),
            in: pool, salt: [UInt8](repeating: 1, count: 16), LedgerFixture.deed())
    }

    private func retract(
        _ fixture: LedgerFixture, _ pool: PoolID, _ triple: Triple, to: Int64? = nil
    ) throws -> FactOutcome {
        try fixture.session.retract(
            RetractTriple(name: name, triple: triple, validTo: to.map { Timestamp(microseconds: $0) }), in: pool,
            salt: [UInt8](repeating: 2, count: 16), LedgerFixture.deed())
    }

    private func find(
        _ fixture: LedgerFixture, _ pool: PoolID, subject: String? = nil, relation: String? = nil,
        object: String? = nil, at moment: Int64? = nil, asOf: LogPosition? = nil
    ) throws -> [Fact] {
        try fixture.session.facts(
            QueryTriples(
                name: name, subject: subject, relation: relation, object: object,
                validAt: moment.map { Timestamp(microseconds: $0) }, asOf: asOf, limit: 100), in: pool
        ).facts
    }

    @Test func `a fact is found with any one side missing, and only by exact names`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        _ = try assert(fixture, pool, paris)
        _ = try assert(fixture, pool, Triple(subject: "Rome", relation: "capital of", object: "Italy"))
        #expect(try find(fixture, pool, subject: "Paris", relation: "capital of").map(\.triple) == [paris])
        #expect(try find(fixture, pool, relation: "capital of", object: "France").map(\.triple) == [paris])
        #expect(try find(fixture, pool, subject: "Paris", object: "France").map(\.triple) == [paris])
        #expect(try find(fixture, pool, relation: "capital of").count == 2)
        #expect(try find(fixture, pool, subject: "paris", relation: "capital of").isEmpty)
    }

    @Test func `the same fact again writes nothing but its source`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        _ = try fixture.push([1])
        let first = try assert(fixture, pool, paris)
        let again = try assert(fixture, pool, paris, document: LedgerFixture.document(1))
        #expect(first.first && !again.first && first.fact == again.fact && first.position == again.position)
        #expect(try find(fixture, pool, subject: "Paris")[0].document == LedgerFixture.document(1))
        #expect(try fixture.session.describe(pool).position == LogPosition(1))
    }

    @Test func `as of a log position the past is as it was`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let asserted = try assert(fixture, pool, paris)
        let retracted = try retract(fixture, pool, paris)
        #expect(retracted.position == asserted.position.next)
        #expect(try find(fixture, pool, subject: "Paris").isEmpty)
        #expect(try find(fixture, pool, subject: "Paris", asOf: asserted.position).count == 1)
        #expect(try find(fixture, pool, subject: "Paris", asOf: LogPosition(0)).isEmpty)
        #expect(throws: LedgerError.unknownRecord(LogPosition(9))) {
            try find(fixture, pool, subject: "Paris", asOf: LogPosition(9))
        }
        #expect(try retract(fixture, pool, paris).first == false)
    }

    @Test func `the end of a fact in the world closes it there and keeps what was known before`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        let began = try assert(fixture, pool, paris, from: 100)
        let ended = try retract(fixture, pool, paris, to: 200)
        #expect(ended.fact != began.fact)
        #expect(try find(fixture, pool, subject: "Paris", at: 150).count == 1)
        #expect(try find(fixture, pool, subject: "Paris", at: 200).isEmpty)
        #expect(try find(fixture, pool, subject: "Paris", at: 99).isEmpty)
        #expect(try find(fixture, pool, subject: "Paris", at: 300, asOf: began.position).count == 1)
        #expect(throws: LedgerError.self) { try retract(fixture, pool, paris, to: 50) }
    }

    @Test func `facts are records of the log and make no version`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        _ = try assert(fixture, pool, paris)
        let document = try fixture.push([1])[0]
        try fixture.absorb(document)
        _ = try retract(fixture, pool, paris)
        let described = try fixture.session.describe(pool)
        #expect(described.version == PoolVersion(1) && described.position == LogPosition(3))
        #expect(try fixture.session.verify(pool, deep: true).holds)
        let detail = try fixture.session.record(LogPosition(1), of: pool)
        #expect(detail.fact?.triple == paris)
        #expect(try LogRecord(decoding: detail.entry.record).kind == .assert)
    }

    @Test func `empty names and zero characters are refused`() throws {
        let fixture = try LedgerFixture()
        let pool = try fixture.pool()
        #expect(throws: LedgerError.self) {
            try assert(fixture, pool, Triple(subject: "", relation: "r", object: "o"))
        }
        #expect(throws: LedgerError.self) {
            try assert(fixture, pool, Triple(subject: "a\0", relation: "r", object: "o"))
        }
    }
}
