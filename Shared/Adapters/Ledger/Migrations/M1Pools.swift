extension Migration {
    static let poolsSQL = """
        -- One row: every start of a store takes the next epoch, and fences the ones before it.
        CREATE TABLE store (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            epoch bigint NOT NULL DEFAULT 0
        );
        INSERT INTO store DEFAULT VALUES;

        CREATE TABLE blobs (
            digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
            size bigint NOT NULL CHECK (size >= 0),
            received bigint NOT NULL CHECK (received BETWEEN 0 AND size),
            uses integer NOT NULL DEFAULT 0 CHECK (uses >= 0),
            created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE TABLE blob_chunks (
            digest bytea NOT NULL REFERENCES blobs ON DELETE CASCADE,
            start bigint NOT NULL CHECK (start >= 0),
            content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
            PRIMARY KEY (digest, start)
        );
        -- Deltas are floating-point numbers: compression would cost time and win nothing.
        ALTER TABLE blob_chunks ALTER COLUMN content SET STORAGE EXTERNAL;

        CREATE TABLE models (
            digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
            name text NOT NULL,
            descriptor bytea NOT NULL,
            -- Kept as long as the model is known: pools can be built again from it.
            base_pool bytea,
            registered_at timestamptz NOT NULL DEFAULT now()
        );

        CREATE TABLE tenants (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE,
            pools_max bigint NOT NULL DEFAULT 0,
            pending_documents_max bigint NOT NULL DEFAULT 0,
            document_bytes_max bigint NOT NULL DEFAULT 0,
            concurrent_queries_max bigint NOT NULL DEFAULT 0,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        INSERT INTO tenants (name) VALUES ('default');

        CREATE TABLE keys (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant bigint NOT NULL REFERENCES tenants ON DELETE CASCADE,
            label text NOT NULL,
            scopes bigint NOT NULL,
            secret_digest bytea UNIQUE CHECK (octet_length(secret_digest) = 32),
            curve_key text UNIQUE,
            created_at timestamptz NOT NULL DEFAULT now(),
            expires_at timestamptz,
            revoked_at timestamptz,
            CHECK ((secret_digest IS NULL) <> (curve_key IS NULL))
        );

        CREATE TABLE pools (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            uid bytea NOT NULL UNIQUE CHECK (octet_length(uid) = 16),
            tenant bigint NOT NULL REFERENCES tenants,
            name text NOT NULL,
            model bytea NOT NULL REFERENCES models,
            shape bytea NOT NULL,
            seed bigint NOT NULL,
            head_version bigint NOT NULL,
            head_position bigint NOT NULL,
            head_hash bytea NOT NULL CHECK (octet_length(head_hash) = 32),
            head_state bytea NOT NULL CHECK (octet_length(head_state) = 32),
            owner_epoch bigint NOT NULL DEFAULT 0,
            checkpoint_every integer NOT NULL DEFAULT 256 CHECK (checkpoint_every > 0),
            fork_pool bytea,
            fork_version bigint,
            created_at timestamptz NOT NULL DEFAULT now(),
            UNIQUE (tenant, name)
        ) WITH (fillfactor = 50);

        CREATE TABLE shards (
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            shard integer NOT NULL,
            head_version bigint NOT NULL,
            chain_index bigint NOT NULL,
            -- Whether it has tokens: from its beginning, or since its first absorption.
            filled boolean NOT NULL,
            tail bytea,
            tail_owned boolean NOT NULL DEFAULT false,
            PRIMARY KEY (pool, shard)
        ) WITH (fillfactor = 50);
        """
}
