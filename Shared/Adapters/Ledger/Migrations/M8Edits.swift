extension Migration {
    static let editSubmissionsSQL = """
        -- Nothing was ever written to the table of before.
        DROP TABLE edits;

        -- What was asked. A fork takes the rows of the edits in its stack along.
        CREATE TABLE edits (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            edit bytea NOT NULL CHECK (octet_length(edit) = 16),
            body_digest bytea NOT NULL CHECK (octet_length(body_digest) = 32),
            draft bytea NOT NULL,
            seed bigint NOT NULL,
            -- Instead of the pool's guard.
            thresholds bytea,
            actor text NOT NULL,
            received_at timestamptz NOT NULL,
            -- The job that computes it; none in a fork.
            job bigint,
            -- What put it into force; NULL while it is not.
            entry bigint,
            -- The record that took it out last.
            removed bigint,
            -- The pool's absorptions when it came into force, and how many of its later measurements were queued.
            absorbed_before bigint NOT NULL DEFAULT 0,
            measured smallint NOT NULL DEFAULT 0,
            UNIQUE (pool, edit)
        );
        CREATE INDEX edits_in_force ON edits (pool) WHERE entry IS NOT NULL;

        -- By SHA-256: a subject may be longer than an index takes.
        CREATE TABLE edit_subjects (
            edit bigint NOT NULL REFERENCES edits ON DELETE CASCADE,
            subject bytea NOT NULL CHECK (octet_length(subject) = 32),
            PRIMARY KEY (subject, edit)
        );

        -- What came out, once for each record of an edit. What is inherited keeps its position in the other log.
        CREATE TABLE edit_entries (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            pool bigint NOT NULL REFERENCES pools ON DELETE CASCADE,
            edit bigint NOT NULL REFERENCES edits ON DELETE CASCADE,
            position bigint NOT NULL,
            version bigint NOT NULL,
            editor bytea NOT NULL CHECK (octet_length(editor) = 32),
            request bytea NOT NULL CHECK (octet_length(request) = 32),
            tokenizer bytea NOT NULL CHECK (octet_length(tokenizer) = 32),
            prefixes bytea,
            artifact bytea NOT NULL CHECK (octet_length(artifact) = 32),
            supersedes bigint NOT NULL DEFAULT 0,
            -- False once retention let go of its request and artifact.
            kept boolean NOT NULL DEFAULT true
        );
        CREATE INDEX edit_entries_of_pool ON edit_entries (pool, version);
        CREATE INDEX edit_entries_of_edit ON edit_entries (edit);

        CREATE TABLE edit_measures (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            edit bigint NOT NULL REFERENCES edits ON DELETE CASCADE,
            occasion smallint NOT NULL,
            absorptions bigint NOT NULL,
            version bigint NOT NULL,
            measured_at timestamptz NOT NULL,
            measures bytea NOT NULL
        );
        CREATE INDEX edit_measures_of_edit ON edit_measures (edit);

        ALTER TABLE pools ADD COLUMN guard bytea, ADD COLUMN absorptions bigint NOT NULL DEFAULT 0;
        UPDATE pools p SET absorptions = (SELECT count(*) FROM versions v WHERE v.pool = p.id AND v.kind = 2);

        -- The edits in force at the checkpoint, in order: a list of StackedEdit.
        ALTER TABLE checkpoints ADD COLUMN stack bytea NOT NULL DEFAULT '\\x00000000';

        -- A job is of a document or of an edit, whose tasks are 1 compute, 2 replay, 3 evaluate, 4 measure.
        ALTER TABLE jobs ALTER COLUMN document DROP NOT NULL,
            ADD COLUMN edit bigint REFERENCES edits ON DELETE CASCADE,
            ADD COLUMN task smallint,
            -- What an evaluation asks: a list of EditItem.
            ADD COLUMN items bytea,
            ADD CHECK ((document IS NULL) <> (edit IS NULL)), ADD CHECK ((edit IS NULL) = (task IS NULL));
        CREATE INDEX jobs_of_edit ON jobs (edit) WHERE edit IS NOT NULL;
        ALTER TABLE finished_jobs ALTER COLUMN document DROP NOT NULL,
            ADD COLUMN edit bigint REFERENCES edits ON DELETE CASCADE, ADD COLUMN task smallint;
        CREATE INDEX finished_jobs_of_edit ON finished_jobs (edit) WHERE edit IS NOT NULL;
        """
}
