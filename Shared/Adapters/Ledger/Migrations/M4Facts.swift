extension Migration {
    static let factsSQL = """
        CREATE TABLE entities (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant bigint NOT NULL REFERENCES tenants,
            name text NOT NULL,
            UNIQUE (tenant, name)
        );
        CREATE TABLE relations (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            tenant bigint NOT NULL REFERENCES tenants,
            name text NOT NULL,
            UNIQUE (tenant, name)
        );

        -- Bi-temporal: valid_* is the world's time, asserted and retracted are the log's.
        CREATE TABLE facts (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            subject bigint NOT NULL REFERENCES entities,
            relation bigint NOT NULL REFERENCES relations,
            object bigint NOT NULL REFERENCES entities,
            valid_from timestamptz,
            valid_to timestamptz,
            asserted bigint NOT NULL,
            retracted bigint,
            salt bytea NOT NULL,
            digest bytea NOT NULL CHECK (octet_length(digest) = 32),
            recorded_at timestamptz NOT NULL,
            retracted_at timestamptz,
            CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to),
            CHECK (retracted IS NULL OR retracted >= asserted)
        );
        CREATE UNIQUE INDEX facts_live ON facts
            (pool, subject, relation, object, (coalesce(valid_from, '-infinity'::timestamptz)))
            WHERE retracted IS NULL;
        CREATE INDEX facts_by_subject ON facts (pool, subject, relation);
        CREATE INDEX facts_by_object ON facts (pool, object, relation);

        CREATE TABLE fact_sources (
            fact bigint NOT NULL REFERENCES facts ON DELETE CASCADE,
            document bigint NOT NULL REFERENCES documents ON DELETE CASCADE,
            recorded_at timestamptz NOT NULL,
            PRIMARY KEY (fact, document)
        );
        CREATE INDEX fact_sources_of_document ON fact_sources (document);
        """
}
