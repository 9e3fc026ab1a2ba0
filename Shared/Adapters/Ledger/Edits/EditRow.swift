import MemoryTypes
import PostgreSQL

/// An edit as it was submitted, and how far it has come.
struct EditRow {
    let row: Int64
    let edit: EditID
    let draft: EditDraft
    let seed: UInt64
    /// Instead of the pool's guard.
    let thresholds: EditGuard?
    let actor: String
    let received: Timestamp
    let job: JobID?
    let removed: LogPosition?
    /// The record that is in force.
    let position: LogPosition?
    let state: EditState
}

extension Session {
    static let selectEdits = """
        SELECT e.id, e.edit, e.draft, e.seed, e.thresholds, e.actor, e.received_at, e.job, e.removed, n.position,
               j.state, EXISTS (SELECT FROM jobs r WHERE r.edit = e.id AND r.task = 2 AND r.state <> 7)
        FROM edits e LEFT JOIN edit_entries n ON n.id = e.entry LEFT JOIN jobs j ON j.id = e.job
        """

    /// - Throws: `unknownEdit`.
    func editRow(_ edit: EditID, in pool: PoolID) throws(LedgerError) -> EditRow {
        let found = try row(
            Self.selectEdits + " WHERE e.pool = $1 AND e.edit = $2", [pool.sql, .bytes(edit.bytes)], EditRow.init)
        guard let found else { throw .unknownEdit }
        return found
    }
}

extension EditRow {
    init(_ row: Row) throws(LedgerError) {
        self.row = try row.integer(0)
        edit = try row.identifier(1)
        draft = try row.value(2)
        seed = try row.unsigned(3)
        thresholds = row.isNull(4) ? nil : try row.value(4)
        actor = try row.text(5)
        received = try row.time(6)
        job = try row.optionalOrdinal(7)
        removed = try row.optionalOrdinal(8)
        position = try row.optionalOrdinal(9)
        let job = row.isNull(10) ? nil : JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(10)))
        state =
            if position != nil {
                try row.boolean(11) ? .reverting : .applied
            } else if removed != nil {
                .reverted
            } else {
                EditState(of: job)
            }
    }
}

extension EditState {
    /// How far an edit has come that was never in force.
    ///
    /// - Parameter job: the state of the job that computes it; nil if that is over.
    init(of job: JobState?) {
        self =
            switch job {
            case .leased: .computing
            case .dead: .failed
            case nil: .cancelled
            default: .queued
            }
    }
}
