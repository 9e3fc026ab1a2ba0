import PostgreSQL
import TestKit
import Testing

@Suite struct ConnectionTests {
    private func connect() throws -> Connection { try Connection(TestDatabase().connection) }

    @Test func `values come back as they went`() throws {
        let connection = try connect()
        let rows = try connection.query(
            "SELECT $1::bigint, $2::int, $3::smallint, $4::bytea, $5::text, $6::boolean, $7::float8, $8::timestamptz",
            [
                .integer(.min), .integer(-5), .integer(7), .bytes([0, 255, 0]), .text("żó\u{0301}"), .boolean(true),
                .double(-0.1), .integer(1_700_000_000_000_001),
            ])
        #expect(try rows.integer(0, 0) == .min)
        #expect(try rows.integer(0, 1) == -5)
        #expect(try rows.integer(0, 2) == 7)
        #expect(try rows.bytes(0, 3) == [0, 255, 0])
        #expect(try rows.text(0, 4) == "żó\u{0301}")
        #expect(try rows.boolean(0, 5))
        #expect(try rows.double(0, 6) == -0.1)
        #expect(try rows.integer(0, 7) == 1_700_000_000_000_001)
    }

    @Test func `an empty value is not NULL`() throws {
        let connection = try connect()
        let rows = try connection.query("SELECT $1::text, $2::bytea, $3::text", [.text(""), .bytes([]), .null])
        #expect(try rows.text(0, 0) == "")
        #expect(try rows.bytes(0, 1) == [])
        #expect(rows.isNull(0, 2))
        #expect(try rows.optional(0, 2, Rows.text) == nil)
    }

    @Test func `arrays go out whole, with their NULLs`() throws {
        let connection = try connect()
        let rows = try connection.query(
            "SELECT a, b, c FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS t(a, b, c)",
            [.integers([1, nil, 3]), .texts(["x", "", nil]), .byteStrings([nil, [1], []])])
        #expect(rows.count == 3)
        #expect(rows.isNull(1, 0) && rows.isNull(2, 1) && rows.isNull(0, 2))
        #expect(try rows.text(1, 1) == "")
        #expect(try rows.bytes(1, 2) == [1])
        #expect(try connection.query("SELECT array_agg(n) FROM generate_series(1, 3) n").integers(0, 0) == [1, 2, 3])
        #expect(try connection.query("SELECT cardinality($1::text[])", [.texts([])]).integer(0, 0) == 0)
    }

    @Test func `what no column can hold is refused before it is sent, and never ends the program`() throws {
        let connection = try connect()
        #expect(SQLValue.number(UInt64.max) == .integer(.max))
        for value in [SQLValue.integer(.min), .integer(-210_866_803_200_000_001)] {
            #expect(throws: PostgreSQLError.self) { try connection.query("SELECT $1::timestamptz", [value]) }
        }
        for value in [Int64.max, -210_866_803_200_000_000] {
            #expect(try connection.query("SELECT $1::timestamptz", [.integer(value)]).integer(0, 0) == value)
        }
        #expect(throws: PostgreSQLError.parameter(wanted: "a text", found: "one with a zero character")) {
            try connection.query("SELECT $1::text", [.text("a\0b")])
        }
        #expect(throws: PostgreSQLError.self) { try connection.query("SELECT $1::text[]", [.texts(["a\0b"])]) }
    }

    @Test func `a number too wide for its column is refused before it is sent`() throws {
        let connection = try connect()
        #expect(throws: PostgreSQLError.parameter(wanted: "Int32", found: "4294967296")) {
            try connection.query("SELECT $1::integer", [.integer(1 << 32)])
        }
    }

    @Test func `a field read as another type is refused`() throws {
        let rows = try connect().query("SELECT 'a'::text")
        #expect(throws: PostgreSQLError.self) { try rows.integer(0, 0) }
    }

    @Test func `a broken rule of the schema is told by its name`() throws {
        let connection = try connect()
        try connection.execute("CREATE TABLE t (n integer CONSTRAINT small CHECK (n < 3))")
        do {
            try connection.query("INSERT INTO t VALUES ($1)", [.integer(3)])
            Issue.record("3 went in")
        } catch {
            guard case .constraint(name: "small", state: "23514", message: _) = error else { throw error }
        }
    }

    @Test func `a transaction that throws leaves nothing, and one that does not leaves all`() throws {
        let connection = try connect()
        try connection.execute("CREATE TABLE t (n integer)")
        #expect(throws: PostgreSQLError.self) {
            try connection.transaction { () throws(PostgreSQLError) in
                try connection.query("INSERT INTO t VALUES (1)")
                throw .statement(state: "00000", message: "enough")
            }
        }
        #expect(try connection.query("SELECT count(*) FROM t").integer(0, 0) == 0)
        try connection.transaction { () throws(PostgreSQLError) in
            try connection.query("INSERT INTO t VALUES (1)")
            try connection.transaction { () throws(PostgreSQLError) in
                _ = try connection.query("INSERT INTO t VALUES (2)")
            }
        }
        #expect(try connection.query("SELECT count(*) FROM t").integer(0, 0) == 2)
    }

    @Test func `a pipeline answers in order, and an error in it undoes all of it`() throws {
        let connection = try connect()
        try connection.execute("CREATE TABLE t (n integer PRIMARY KEY)")
        let insert = "INSERT INTO t VALUES ($1) RETURNING n"
        let answers = try connection.pipeline((0..<500).map { Query(insert, [.number($0)]) })
        #expect(try answers.map { rows in try rows.integer(0, 0) } == Array(0..<500))
        #expect(throws: PostgreSQLError.self) {
            try connection.pipeline([500, 3, 501].map { Query(insert, [.integer($0)]) })
        }
        #expect(try connection.query("SELECT count(*) FROM t").integer(0, 0) == 500)
    }

    @Test func `a pipeline larger than every buffer does not stand still`() throws {
        let connection = try connect()
        let large = [UInt8](repeating: 7, count: 1 << 20)
        let answers = try connection.pipeline((0..<24).map { _ in Query("SELECT $1::bytea", [.bytes(large)]) })
        for rows in answers { #expect(try rows.bytes(0, 0) == large) }
    }

    @Test func `a server that dies is told as a lost connection`() throws {
        let cluster = try PostgreSQLCluster()
        let connection = try Connection(cluster.connection(to: "postgres"))
        try cluster.stopImmediately()
        do {
            try connection.query("SELECT 1")
            Issue.record("a dead server answered")
        } catch {
            guard case .connectionLost = error else { throw error }
        }
        #expect(!connection.isAlive)
        try cluster.start()
        #expect(try Connection(cluster.connection(to: "postgres")).query("SELECT 1").integer(0, 0) == 1)
    }
}
