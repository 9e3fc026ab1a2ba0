public import MemoryTypes
import PostgreSQL

extension Session {
    /// The number under which stores take turns at the schema; any number would do.
    static let migrationLock: Int64 = 0x656E_6772_616D

    /// Brings the schema up to date, one store at a time.
    ///
    /// - Throws: `schemaNewer` if a newer program has been here; nothing is changed then.
    public func migrate() throws(LedgerError) {
        try execute("CREATE SCHEMA IF NOT EXISTS engram; SET search_path TO engram")
        try query("SELECT pg_advisory_lock($1)", [.integer(Self.migrationLock)])
        defer { unlock() }
        try execute(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """)
        let found =
            try row("SELECT coalesce(max(number), 0) FROM migrations") { row throws(LedgerError) in
                try row.int(0)
            } ?? 0
        guard found <= Migration.all.count else { throw .schemaNewer(found: found, known: Migration.all.count) }
        for migration in Migration.all.dropFirst(found) { try apply(migration) }
    }

    private func apply(_ migration: Migration) throws(LedgerError) {
        try transaction { () throws(LedgerError) in
            try execute(migration.sql)
            try query(
                "INSERT INTO migrations (number, name) VALUES ($1, $2)",
                [.number(migration.number), .text(migration.name)])
        }
    }

    /// The lock goes with the connection in any case.
    private func unlock() { _ = try? query("SELECT pg_advisory_unlock($1)", [.integer(Self.migrationLock)]) }

    /// Prepares a fresh connection for all that follows.
    public func open() throws(LedgerError) {
        try execute(
            """
            SET search_path TO engram;
            SET idle_in_transaction_session_timeout TO '60s';
            SET lock_timeout TO '10s'
            """)
    }

    /// Every pool and its newest version.
    public func heads() throws(LedgerError) -> [(PoolID, PoolVersion)] {
        try rows("SELECT id, head_version FROM pools") { row throws(LedgerError) in
            (try row.ordinal(0), try row.ordinal(1))
        }
    }
}
