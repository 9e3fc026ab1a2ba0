import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    /// An edit of a pool, and all that is known of it.
    public func edit(_ edit: EditID, in pool: PoolID) throws(LedgerError) -> EditDetail {
        let row = try editRow(edit, in: pool)
        let job = try newestJob(of: row.row)
        return EditDetail(
            name: try loadHead(of: pool).name, summary: EditSummary(row), draft: row.draft, seed: row.seed,
            thresholds: try thresholds(for: row, in: pool), job: job?.job, errorCode: job?.code ?? 0,
            error: job?.error ?? "", entry: try newestEntry(of: row.row), measurements: try measurements(of: row.row))
    }

    /// Measurements that the store asks for by itself are nobody's business.
    private func newestJob(of edit: Int64) throws(LedgerError) -> (job: JobID, code: UInt16, error: String)? {
        try row(
            "SELECT id, error_code, error FROM jobs WHERE edit = $1 AND task <> 4 ORDER BY id DESC LIMIT 1",
            [.integer(edit)]
        ) { row throws(LedgerError) in
            (try row.ordinal(0), UInt16(truncatingIfNeeded: try row.integer(1)), try row.text(2))
        }
    }

    private func newestEntry(of edit: Int64) throws(LedgerError) -> EditEntry? {
        try row(
            """
            SELECT n.position, n.version, n.editor, n.request, n.tokenizer, n.prefixes, n.artifact,
                   coalesce(b.size, 0), n.supersedes
            FROM edit_entries n LEFT JOIN blobs b ON b.digest = n.artifact AND n.kept
            WHERE n.edit = $1 ORDER BY n.id DESC LIMIT 1
            """, [.integer(edit)]
        ) { row throws(LedgerError) in
            EditEntry(
                position: try row.ordinal(0), version: try row.ordinal(1), editor: try row.digest(2),
                request: try row.digest(3), tokenizer: try row.digest(4), prefixes: try row.optionalDigest(5),
                artifact: try row.digest(6), artifactBytes: try row.unsigned(7), supersedes: try row.ordinal(8))
        }
    }

    private func measurements(of edit: Int64) throws(LedgerError) -> [EditMeasurement] {
        try rows(
            """
            SELECT occasion, absorptions, version, measured_at, measures FROM edit_measures
            WHERE edit = $1 ORDER BY id DESC LIMIT $2
            """, [.integer(edit), .number(Limits.measurementsMax)]
        ) { row throws(LedgerError) in
            EditMeasurement(
                occasion: MeasureOccasion(rawValue: UInt8(truncatingIfNeeded: try row.integer(0))) ?? .request,
                absorptions: try row.unsigned(1), version: try row.ordinal(2), time: try row.time(3),
                measures: try row.value(4))
        }.reversed()
    }

    /// Edits of a pool, newest first.
    public func edits(_ asked: ListEdits, in pool: PoolID) throws(LedgerError) -> EditPage {
        let found = try rows(
            Self.selectEdits + """
                 WHERE e.pool = $1 AND ($2 OR e.entry IS NOT NULL) AND e.id < $3
                   AND ($4::bytea IS NULL OR EXISTS
                        (SELECT FROM edit_subjects s WHERE s.edit = e.id AND s.subject = sha256($4)))
                 ORDER BY e.id DESC LIMIT $5
                """,
            [
                pool.sql, .boolean(asked.removed), .number(asked.before ?? .max),
                .optional(asked.subject.map { Array($0.utf8) }), .number(asked.limit + 1),
            ], EditRow.init)
        let page = found.prefix(asked.limit).map { EditSummary($0) }
        let inForce = try row("SELECT count(*) FROM edits WHERE pool = $1 AND entry IS NOT NULL", [pool.sql]) {
            row throws(LedgerError) in try row.unsigned(0)
        }
        return EditPage(
            edits: page, next: found.count > asked.limit ? page.last?.number : nil, inForce: inForce ?? 0)
    }

    // MARK: - The guard

    /// What a pool's edits must keep to.
    public func thresholds(of pool: PoolID) throws(LedgerError) -> EditGuard {
        let found = try row("SELECT guard FROM pools WHERE id = $1", [pool.sql]) { row throws(LedgerError) in
            row.isNull(0) ? EditGuard.standard : try row.value(0)
        }
        guard let found else { throw .unknownPool }
        return found
    }

    /// Sets what a pool's further edits must keep to.
    public func setThresholds(_ thresholds: EditGuard, of pool: PoolID) throws(LedgerError) {
        try transaction { () throws(LedgerError) in
            try requireEpoch()
            let set = try query(
                "UPDATE pools SET guard = $2 WHERE id = $1", [pool.sql, .bytes(thresholds.encoded)])
            guard set.touched == 1 else { throw .unknownPool }
        }
    }
}

extension EditSummary {
    fileprivate init(_ row: EditRow) {
        let first = row.draft.items.first
        self.init(
            edit: row.edit, number: UInt64(row.row), state: row.state, method: row.draft.method,
            items: UInt32(row.draft.items.count), prompt: first?.prompt ?? "", subject: first?.subject ?? "",
            target: first?.target ?? "", position: row.position, removed: row.removed, actor: row.actor,
            received: row.received)
    }
}
