import PostgreSQL
import TestKit
import Testing

@Suite struct DatabaseTests {
    @Test func `a server that stops and starts is survived, with a fresh client`() async throws {
        let cluster = try PostgreSQLCluster()
        let database = Database(cluster.connection(to: "postgres"), thread: "test") { connection in connection }
        try await database.perform { connection throws(PostgreSQLError) in
            try connection.execute("CREATE TABLE t (n integer); SET application_name TO 'first'")
        }
        try cluster.stopImmediately()
        await #expect(throws: PostgreSQLError.self) {
            try await database.perform { connection throws(PostgreSQLError) in try connection.execute("SELECT 1") }
        }
        async let later = database.perform(patience: .seconds(30)) { connection throws(PostgreSQLError) in
            try connection.query("INSERT INTO t VALUES (1)")
            return try connection.query("SELECT current_setting('application_name')").text(0, 0)
        }
        try cluster.start()
        #expect(try await later == "engram")
        let count = try await database.perform { connection throws(PostgreSQLError) in
            try connection.query("SELECT count(*) FROM t").integer(0, 0)
        }
        #expect(count == 1)
        await database.close()
    }

    @Test func `an error that is not transient is not tried again`() async throws {
        let database = Database(try TestDatabase().connection, thread: "test") { connection in connection }
        await #expect(throws: PostgreSQLError.self) {
            try await database.perform(patience: .seconds(600)) { connection throws(PostgreSQLError) in
                try connection.execute("SELECT nothing FROM nowhere")
            }
        }
        await database.close()
    }
}
