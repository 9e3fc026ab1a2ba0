extension Migration {
    static let logSQL = """
        CREATE TABLE versions (
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            version bigint NOT NULL,
            position bigint NOT NULL,
            kind smallint NOT NULL,
            shard integer,
            base_version bigint,
            chain_index bigint,
            document bigint,
            job bigint,
            piece integer,
            delta bytea,
            rows integer NOT NULL DEFAULT 0,
            -- False once retention or a purge dropped the delta.
            delta_kept boolean NOT NULL DEFAULT true,
            tail bytea,
            tail_owned boolean NOT NULL DEFAULT false,
            forgotten bytea NOT NULL,
            state_hash bytea NOT NULL CHECK (octet_length(state_hash) = 32),
            compute_microseconds bigint NOT NULL DEFAULT 0,
            committed_at timestamptz NOT NULL,
            PRIMARY KEY (pool, version),
            UNIQUE (pool, position),
            -- An absorption happens once.
            UNIQUE (job, piece)
        );
        CREATE INDEX versions_of_document ON versions (document) WHERE document IS NOT NULL;

        CREATE TABLE records (
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            position bigint NOT NULL,
            kind smallint NOT NULL,
            content bytea NOT NULL,
            hash bytea NOT NULL CHECK (octet_length(hash) = 32),
            version bigint,
            fact bigint,
            PRIMARY KEY (pool, position)
        );

        -- The state at a version; with content also the folded pool. Sources are held where there is no content.
        CREATE TABLE checkpoints (
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            version bigint NOT NULL,
            state bytea NOT NULL,
            -- For every shard the absorptions in its chain.
            chain_indices bigint[] NOT NULL,
            content bytea REFERENCES blobs,
            created_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (pool, version)
        );
        ALTER TABLE checkpoints ALTER COLUMN state SET STORAGE EXTERNAL;
        CREATE TABLE checkpoint_sources (
            pool bigint NOT NULL,
            version bigint NOT NULL,
            digest bytea NOT NULL REFERENCES blobs,
            PRIMARY KEY (pool, version, digest),
            FOREIGN KEY (pool, version) REFERENCES checkpoints ON DELETE CASCADE
        );
        """
}
