extension Migration {
    static let documentsSQL = """
        CREATE TABLE documents (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant bigint NOT NULL REFERENCES tenants,
            document bytea NOT NULL CHECK (octet_length(document) = 16),
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            shard integer NOT NULL,
            job bigint NOT NULL,
            body_digest bytea NOT NULL CHECK (octet_length(body_digest) = 32),
            text_digest bytea NOT NULL CHECK (octet_length(text_digest) = 32),
            size integer NOT NULL,
            -- UTF-8; as bytes, since a text may hold a zero character. NULL once it is erased.
            body bytea,
            metadata text NOT NULL,
            source text NOT NULL,
            received_at timestamptz NOT NULL,
            pinned boolean NOT NULL DEFAULT false,
            pieces integer NOT NULL DEFAULT 0,
            pieces_done integer NOT NULL DEFAULT 0,
            first_version bigint,
            last_version bigint,
            last_chain_index bigint,
            absorbed_at timestamptz,
            -- Set when there is no job any more: 3 absorbed, 6 cancelled, 7 forgotten, 8 purged.
            final_state smallint,
            UNIQUE (tenant, document)
        );
        CREATE INDEX documents_of_pool ON documents (pool, job);

        CREATE SEQUENCE job_numbers;

        -- Only what is not finished; it stays small.
        CREATE TABLE jobs (
            id bigint PRIMARY KEY,
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            shard integer NOT NULL,
            document bigint NOT NULL REFERENCES documents ON DELETE CASCADE,
            -- 1 pushed, 2 refreshed, 3 rebuilt, 4 absorbed again behind a forgotten document.
            reason smallint NOT NULL DEFAULT 1,
            state smallint NOT NULL DEFAULT 1,
            piece integer NOT NULL DEFAULT 0,
            cut bytea,
            token bigint NOT NULL DEFAULT 0,
            attempts integer NOT NULL DEFAULT 0,
            deaths integer NOT NULL DEFAULT 0,
            deaths_alone integer NOT NULL DEFAULT 0,
            first_failed_at timestamptz,
            not_before timestamptz,
            worker text NOT NULL DEFAULT '',
            error_code integer NOT NULL DEFAULT 0,
            error text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500,
                autovacuum_vacuum_cost_delay = 0);
        CREATE INDEX jobs_of_document ON jobs (document);

        CREATE TABLE finished_jobs (
            id bigint PRIMARY KEY,
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            shard integer NOT NULL,
            document bigint NOT NULL REFERENCES documents ON DELETE CASCADE,
            reason smallint NOT NULL,
            state smallint NOT NULL,
            piece integer NOT NULL,
            cut bytea,
            attempts integer NOT NULL,
            worker text NOT NULL,
            error_code integer NOT NULL,
            error text NOT NULL,
            created_at timestamptz NOT NULL,
            finished_at timestamptz NOT NULL
        );
        CREATE INDEX finished_jobs_of_document ON finished_jobs (document);
        CREATE INDEX finished_jobs_of_pool ON finished_jobs (pool);
        """
}
