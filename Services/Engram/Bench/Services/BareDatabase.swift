internal import Bytes
internal import MemoryTypes
internal import PostgreSQL
internal import Wire

/// PostgreSQL without us: the same rows in the same tables, committed by one connection.
struct BareDatabase: Sendable {
    private let database: Database<Connection>

    /// Makes tables of its own beside ours, with the same columns, indexes, checks, foreign keys and storage.
    init(_ description: String) async throws {
        database = Database(description, thread: "bench") { (connection) throws(PostgreSQLError) in connection }
        try await database.perform { (connection: Connection) throws(PostgreSQLError) in
            try connection.execute(Self.tables)
        }
    }

    func close() async { await database.close() }

    private static let tables = """
        CREATE SCHEMA bare;
        CREATE TABLE bare.blobs (digest bytea PRIMARY KEY, content bytea NOT NULL);
        ALTER TABLE bare.blobs ALTER COLUMN content SET STORAGE EXTERNAL;
        -- LIKE copies everything but foreign keys.
        CREATE TABLE bare.documents (
            LIKE engram.documents INCLUDING ALL,
            FOREIGN KEY (tenant) REFERENCES engram.tenants,
            FOREIGN KEY (pool) REFERENCES engram.pools ON DELETE CASCADE
        );
        CREATE TABLE bare.jobs (
            LIKE engram.jobs INCLUDING ALL,
            FOREIGN KEY (pool) REFERENCES engram.pools ON DELETE CASCADE,
            FOREIGN KEY (document) REFERENCES bare.documents ON DELETE CASCADE
        );
        ALTER TABLE bare.jobs SET (
            fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
            autovacuum_vacuum_cost_delay = 0
        );
        CREATE SEQUENCE bare.job_numbers;
        """

    /// One blob, one commit.
    func commit(_ content: [UInt8]) async throws {
        let parameters: [SQLValue] = [.bytes(BlobDigest(of: content).bytes), .bytes(content)]
        try await database.perform { (connection: Connection) throws(PostgreSQLError) in
            _ = try connection.query("INSERT INTO bare.blobs (digest, content) VALUES ($1, $2)", parameters)
        }
    }

    /// Batches taken in since the server began to count, by the times they came; and their documents.
    func batches() async throws -> (documents: Int, batches: Int) {
        try await database.perform { (connection: Connection) throws(PostgreSQLError) in
            let rows = try connection.query("SELECT count(*), count(DISTINCT received_at) FROM engram.documents")
            return (Int(try rows.integer(0, 0)), Int(try rows.integer(0, 1)))
        }
    }

    /// The numbers of pools, by their names.
    func numbers(of pools: [PoolName]) async throws -> [PoolName: Int64] {
        try await database.perform { (connection: Connection) throws(PostgreSQLError) in
            var numbers: [PoolName: Int64] = [:]
            for pool in pools {
                let rows = try connection.query("SELECT id FROM engram.pools WHERE name = $1", [.text(pool.text)])
                numbers[pool] = try rows.requireOne().integer(0, 0)
            }
            return numbers
        }
    }

    /// A batch of documents and their jobs, as Ingest's way writes them, in one commit.
    func append(_ batch: BareBatch) async throws {
        try await database.perform { (connection: Connection) throws(PostgreSQLError) in
            _ = try connection.query(Self.insert, batch.parameters)
        }
    }

    private static let insert = """
        WITH fresh AS (
            INSERT INTO bare.documents (tenant, document, pool, shard, job, body_digest, text_digest, size, body,
                                        metadata, source, received_at)
            SELECT 1, document, pool, 0, nextval('bare.job_numbers'), digest, digest, octet_length(body), body, '', '',
                   now()
            FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bytea[]) AS rows (document, pool, digest, body)
            RETURNING id, pool, job, received_at)
        INSERT INTO bare.jobs (id, pool, shard, document, created_at) SELECT job, pool, 0, id, received_at FROM fresh
        """
}

/// Documents as PostgreSQL gets them, made before the time is taken.
struct BareBatch: Sendable {
    let parameters: [SQLValue]

    init(_ pushes: ArraySlice<PushDocument>, pools: [PoolName: Int64]) {
        let texts = pushes.map { Array($0.text.utf8) }
        parameters = [
            .byteStrings(pushes.map(\.document.bytes)), .integers(pushes.map { pools[$0.pool] }),
            .byteStrings(texts.map { BlobDigest(of: $0).bytes }), .byteStrings(texts),
        ]
    }
}
