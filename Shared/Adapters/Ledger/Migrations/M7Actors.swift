extension Migration {
    static let actorsSQL = """
        -- Who pushed a document, as the log names him; empty for those of before.
        ALTER TABLE documents ADD COLUMN actor text NOT NULL DEFAULT '';
        -- Who has it read again; empty for the job that came with the push.
        ALTER TABLE jobs ADD COLUMN actor text NOT NULL DEFAULT '';
        """
}
