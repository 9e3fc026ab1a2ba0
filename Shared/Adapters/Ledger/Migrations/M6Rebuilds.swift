extension Migration {
    static let rebuildsSQL = """
        -- Pools that are being built to take the name of another one. The row goes with the exchange; the log keeps it.
        CREATE TABLE rebuilds (
            pool bigint PRIMARY KEY REFERENCES pools ON DELETE CASCADE,
            source bigint NOT NULL UNIQUE REFERENCES pools ON DELETE CASCADE,
            actor text NOT NULL,
            started_at timestamptz NOT NULL
        );
        """
}
