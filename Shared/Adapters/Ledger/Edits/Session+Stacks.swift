import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// Makes the rows of edits say what the chain's stack says, after edits went or the stack of before came back.
    func setEdits(in chain: PoolChain) throws(LedgerError) {
        let edits = SQLValue.byteStrings(chain.stack.map(\.edit.bytes))
        try query(
            """
            WITH gone AS (
                UPDATE edits SET entry = NULL, removed = $3
                WHERE pool = $1 AND entry IS NOT NULL AND NOT edit = ANY($2) RETURNING id
            )
            DELETE FROM jobs j USING gone g WHERE j.edit = g.id AND j.task IN (3, 4)
            """, [chain.pool.sql, edits, chain.position.sql])
        try query(
            """
            UPDATE edits e SET entry = n.id, removed = NULL
            FROM unnest($2::bytea[], $3::bigint[]) AS s(edit, position), edit_entries n
            WHERE e.pool = $1 AND e.edit = s.edit AND n.edit = e.id AND n.position = s.position
              AND e.entry IS DISTINCT FROM n.id
            """, [chain.pool.sql, edits, .integers(chain.stack.map { Int64(clamping: $0.position.value) })])
    }

    /// Gives a fork the edits of its stack as its own: it keeps them when the pool they were made in goes.
    func inherit(_ stack: [StackedEdit], from source: PoolID, to fork: PoolID) throws(LedgerError) {
        guard !stack.isEmpty else { return }
        let names: [SQLValue] = [
            source.sql, fork.sql, .byteStrings(stack.map(\.edit.bytes)),
            .integers(stack.map { Int64(clamping: $0.position.value) }),
        ]
        try query(
            """
            INSERT INTO edits (pool, edit, body_digest, draft, seed, thresholds, actor, received_at)
            SELECT $2, e.edit, body_digest, draft, seed, thresholds, actor, received_at
            FROM edits e JOIN unnest($3::bytea[], $4::bigint[]) WITH ORDINALITY AS s(edit, position, place)
                 ON s.edit = e.edit
            WHERE e.pool = $1 ORDER BY s.place
            """, names)
        try query(
            """
            INSERT INTO edit_subjects (edit, subject)
            SELECT f.id, s.subject FROM edits e JOIN edit_subjects s ON s.edit = e.id
                   JOIN edits f ON f.pool = $2 AND f.edit = e.edit WHERE e.pool = $1
            """, [source.sql, fork.sql])
        try query(Self.inheritEntries, names)
        try query("UPDATE pools SET guard = (SELECT guard FROM pools WHERE id = $1) WHERE id = $2",
                  [source.sql, fork.sql])
    }

    private static let inheritEntries = """
        WITH inherited AS (
            INSERT INTO edit_entries (pool, edit, position, version, editor, request, tokenizer, prefixes, artifact)
            SELECT $2, f.id, n.position, 0, n.editor, n.request, n.tokenizer, n.prefixes, n.artifact
            FROM unnest($3::bytea[], $4::bigint[]) AS s(edit, position)
                 JOIN edits e ON e.pool = $1 AND e.edit = s.edit
                 JOIN edit_entries n ON n.edit = e.id AND n.position = s.position
                 JOIN edits f ON f.pool = $2 AND f.edit = s.edit
            RETURNING id, edit, request, artifact
        ), named AS (
            UPDATE edits e SET entry = i.id FROM inherited i WHERE e.id = i.edit
        )
        UPDATE blobs b SET uses = b.uses + u.uses
        FROM (SELECT digest, count(*)::integer AS uses FROM inherited i
              CROSS JOIN LATERAL (VALUES (i.request), (i.artifact)) v(digest) GROUP BY digest) u
        WHERE b.digest = u.digest
        """

    /// Lets go of the requests and artifacts that no version from one on needs; of all of them for nil.
    func dropEdits(
        of pool: PoolID, before oldest: PoolVersion?
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        var kept: [StackedEdit] = []
        if let oldest { kept = try standing(of: pool, at: oldest).stack }
        let dropped = try rows(
            """
            UPDATE edit_entries n SET kept = false FROM edits e
            WHERE n.pool = $1 AND n.kept AND e.id = n.edit AND n.version <= coalesce($2, n.version)
              AND NOT EXISTS (SELECT FROM unnest($3::bytea[], $4::bigint[]) AS s(edit, position)
                              WHERE s.edit = e.edit AND s.position = n.position)
            RETURNING n.request, n.artifact
            """,
            [
                pool.sql, oldest.sql, .byteStrings(kept.map(\.edit.bytes)),
                .integers(kept.map { Int64(clamping: $0.position.value) }),
            ]
        ) { row throws(LedgerError) in [try row.digest(0) as BlobDigest, try row.digest(1)] }
        return try release(dropped.flatMap { $0 })
    }
}
