import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

/// All that a worker needs for a job of an edit.
public struct ClaimedEdit: Sendable {
    public let job: JobID
    public let attempt: UInt32
    public let pool: PoolID
    public let model: ModelDigest
    public let task: EditTask
    public let edit: EditID
    public let version: PoolVersion
    public let absorptions: UInt64
    public let stack: [StackedEdit]
    public let steps: [EditStep]
    public let items: [EditItem]
    public let thresholds: EditGuard
}

extension Session {
    /// Writes down that a worker has a job of an edit, and reads all it needs. See `claim(_:_:by:)`.
    ///
    /// - Returns: nil if the job is not there any more.
    /// - Throws: `editReverted` if the edit it is about is not in force any more.
    public func claimEdit(
        _ job: JobID, _ token: FencingToken, by worker: String
    ) throws(LedgerError) -> ClaimedEdit? {
        let claimed = try row(Self.claimJob, [job.sql, token.sql, .text(worker)]) { row throws(LedgerError) in
            try row.uint32(0)
        }
        guard let attempt = claimed, let asked = try editJob(job) else { return nil }
        let head = try loadHead(of: asked.pool)
        let stack = try standing(of: asked.pool, at: head.version).stack
        let edit = try editRow(asked.edit, in: asked.pool)
        return ClaimedEdit(
            job: job, attempt: attempt, pool: asked.pool, model: head.model, task: asked.task, edit: asked.edit,
            version: head.version, absorptions: try absorptions(since: edit.row), stack: stack,
            steps: try steps(of: asked.task, edit, in: stack, asked.pool), items: asked.items,
            thresholds: try thresholds(for: edit, in: asked.pool))
    }

    private func editJob(
        _ job: JobID
    ) throws(LedgerError) -> (pool: PoolID, edit: EditID, task: EditTask, items: [EditItem])? {
        try row(
            "SELECT j.pool, e.edit, j.task, j.items FROM jobs j JOIN edits e ON e.id = j.edit WHERE j.id = $1",
            [job.sql]
        ) { row throws(LedgerError) in
            (
                pool: try row.ordinal(0), edit: try row.identifier(1), task: try row.task(2),
                items: row.isNull(3) ? [] : try row.list(3, atMost: Limits.editItemsMax)
            )
        }
    }

    private func steps(
        of task: EditTask, _ edit: EditRow, in stack: [StackedEdit], _ pool: PoolID
    ) throws(LedgerError) -> [EditStep] {
        switch task {
        case .compute: return [EditStep(edit, request: nil)]
        case .evaluate, .measure:
            guard stack.contains(where: { $0.edit == edit.edit }) else { throw .editReverted }
            return [EditStep(edit, request: try request(of: edit.edit, in: pool))]
        case .replay:
            guard let later = stack.behind(edit.edit) else { throw .editReverted }
            return try later.map { entry throws(LedgerError) in
                EditStep(try editRow(entry.edit, in: pool), request: try request(of: entry.edit, in: pool))
            }
        }
    }

    private func request(of edit: EditID, in pool: PoolID) throws(LedgerError) -> BlobDigest? {
        try row(
            "SELECT n.request FROM edits e JOIN edit_entries n ON n.id = e.entry WHERE e.pool = $1 AND e.edit = $2",
            [pool.sql, .bytes(edit.bytes)]
        ) { row throws(LedgerError) in try row.digest(0) }
    }

    /// Pieces the pool has absorbed since an edit came into force.
    func absorptions(since edit: Int64) throws(LedgerError) -> UInt64 {
        try row(
            """
            SELECT CASE WHEN e.entry IS NULL THEN 0 ELSE p.absorptions - e.absorbed_before END
            FROM edits e JOIN pools p ON p.id = e.pool WHERE e.id = $1
            """, [.integer(edit)]
        ) { row throws(LedgerError) in try row.unsigned(0) } ?? 0
    }

    /// What an edit must keep to.
    func thresholds(for edit: EditRow, in pool: PoolID) throws(LedgerError) -> EditGuard {
        if let own = edit.thresholds { return own }
        return try thresholds(of: pool)
    }
}

extension EditStep {
    fileprivate init(_ edit: EditRow, request: BlobDigest?) {
        self.init(
            edit: edit.edit, position: edit.position ?? LogPosition(0), seed: edit.seed, request: request,
            draft: edit.draft)
    }
}

extension Row {
    func task(_ column: Int) throws(LedgerError) -> EditTask {
        let number = try integer(column)
        guard let task = EditTask(rawValue: UInt8(truncatingIfNeeded: number)) else {
            throw .corrupt("a job of task \(number)")
        }
        return task
    }
}
