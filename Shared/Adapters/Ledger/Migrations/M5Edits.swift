extension Migration {
    static let editsSQL = """
        -- The stack of model edits of a pool: those in force have no dropped position. Requests and artifacts are
        -- blobs, which can be erased; the log holds their digests.
        CREATE TABLE edits (
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            position bigint NOT NULL,
            editor bytea NOT NULL CHECK (octet_length(editor) = 32),
            request bytea NOT NULL CHECK (octet_length(request) = 32),
            artifact bytea NOT NULL CHECK (octet_length(artifact) = 32),
            shared_state bytea,
            seed bigint NOT NULL,
            dropped bigint,
            supersedes bigint,
            metrics text NOT NULL DEFAULT '',
            PRIMARY KEY (pool, position),
            FOREIGN KEY (pool, position) REFERENCES records ON DELETE CASCADE
        );

        CREATE TABLE workers (
            id bigint PRIMARY KEY,
            kind smallint NOT NULL,
            name text NOT NULL,
            endpoint text NOT NULL,
            model bytea NOT NULL,
            build text NOT NULL,
            registered_at timestamptz NOT NULL DEFAULT now(),
            seen_at timestamptz NOT NULL DEFAULT now()
        );

        -- For autoscalers: how many jobs are ready, one row, one number.
        CREATE VIEW queue_scale AS
            SELECT count(DISTINCT (pool, shard))::bigint AS ready FROM jobs WHERE state IN (1, 2, 3);
        """
}
