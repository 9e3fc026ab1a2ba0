import Bytes
import LatentMemory
import MemoryTypes
import PostgreSQL
import Wire

extension Session {
    /// Puts what a job has computed into force, or writes down what it has measured: entries, versions, records, blobs
    /// and the job in one transaction.
    ///
    /// It is guarded by the lease's token and by the stack it was computed on. Records name who submitted the edit.
    /// - Returns: what came of it. The same a second time returns what there is and writes nothing.
    /// - Throws: `leaseLost`, `staleStack`, `editInvalid`, `artifactUnfit`, `digestMismatch`, `unknownBlob`,
    ///   `editNotFinite`, `guardRefused`, `editReverted`, `fenced`.
    public func commit(_ commit: EditCommit, _ deed: Deed) throws(LedgerError) -> CommittedEdit {
        if let done = try committed(commit) { return done }
        let model = try chain(of: commit.pool).model
        for result in commit.results { try check(result, for: model) }
        return try changing(commit.pool) { chain throws(LedgerError) in
            let job = try lockJob(commit)
            let edit = try editRow(job.edit, in: commit.pool)
            let deed = Deed(by: job.actor.isEmpty ? deed.actor : job.actor, at: deed.time)
            let first = chain.version
            switch job.task {
            case .compute: try compute(commit, edit, in: &chain, deed)
            case .replay: try replay(commit, edit, in: &chain, deed)
            case .evaluate, .measure:
                guard commit.results.isEmpty else { throw .editInvalid("a measurement with an artifact") }
                try insert(
                    commit.measures, of: edit.row, job.task == .evaluate ? .request : .absorptions,
                    at: chain.version, deed)
            }
            try query(
                Self.finishJob,
                [
                    commit.job.sql, .number(JobState.done.rawValue), .null, .null, .text(commit.worker),
                    deed.time.sql,
                ])
            return try outcome(of: job.edit, in: chain, since: first)
        }
    }

    // MARK: - Checks

    private func check(_ result: EditResult, for model: ModelDigest) throws(LedgerError) {
        guard !result.request.isEmpty else { throw .editInvalid("no request") }
        guard result.artifactBytes.isEmpty else {
            guard BlobDigest(of: result.artifactBytes) == result.artifact else {
                throw .digestMismatch(result.artifact)
            }
            return try requireArtifact(result.artifactBytes, for: model)
        }
        try requireArtifact(result.artifact, for: model)
    }

    private func lockJob(_ commit: EditCommit) throws(LedgerError) -> (edit: EditID, task: EditTask, actor: String) {
        let found = try row(
            """
            SELECT j.token, j.state, e.edit, j.task, j.actor FROM jobs j JOIN edits e ON e.id = j.edit
            WHERE j.id = $1 AND j.pool = $2 FOR UPDATE OF j
            """, [commit.job.sql, commit.pool.sql]
        ) { row throws(LedgerError) in
            try requireLease(commit.token, token: try row.unsigned(0), state: try row.integer(1))
            return (edit: try row.identifier(2) as EditID, task: try row.task(3), actor: try row.text(4))
        }
        guard let found else { throw .leaseLost }
        return found
    }

    private func requireStack(_ commit: EditCommit, _ chain: PoolChain) throws(LedgerError) {
        let current = chain.stack.stackDigest
        guard commit.stack == current else { throw .staleStack(asked: commit.stack, current: current) }
    }

    // MARK: - Writing

    private func compute(
        _ commit: EditCommit, _ edit: EditRow, in chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        try requireStack(commit, chain)
        guard commit.results.map(\.edit) == [edit.edit], edit.position == nil else {
            throw .editInvalid("\(commit.results.count) results of one edit")
        }
        if let asked = edit.draft.artifact, asked != commit.results[0].artifact {
            throw .editInvalid("another artifact than the imported one")
        }
        guard commit.measures.isFinite else { throw .editNotFinite }
        let thresholds = try thresholds(for: edit, in: chain.pool)
        let breaches = thresholds.breaches(of: commit.measures)
        guard breaches.isEmpty || thresholds.action == .revert else { throw .guardRefused(breaches) }
        try put(commit.results[0], of: edit, in: &chain, deed)
        try insert(commit.measures, of: edit.row, .commit, at: chain.version, deed)
        if !breaches.isEmpty { try drop(edit.edit, replays: false, in: &chain, deed) }
    }

    /// Takes an edit out and puts those behind it in again as they are without it.
    private func replay(
        _ commit: EditCommit, _ edit: EditRow, in chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        try requireStack(commit, chain)
        guard let later = chain.stack.behind(edit.edit) else { throw .editReverted }
        guard commit.results.map(\.edit) == later.map(\.edit) else {
            throw .editInvalid("\(commit.results.count) results of \(later.count) later edits")
        }
        guard commit.measures.isFinite else { throw .editNotFinite }
        try drop(edit.edit, replays: true, in: &chain, deed)
        for result in commit.results {
            try put(result, of: try editRow(result.edit, in: chain.pool), in: &chain, deed)
        }
        try insert(commit.measures, of: edit.row, .commit, at: chain.version, deed)
    }

    /// A further entry of the stack, or another one in the place of what the edit was before.
    private func put(
        _ result: EditResult, of edit: EditRow, in chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        let request = BlobDigest(of: result.request)
        chain.stack.put(
            StackedEdit(edit: edit.edit, position: chain.position.next, artifact: result.artifact))
        try appendVersion(to: &chain, deed) { version, hash in
            .edit(
                EditEvent(
                    version: version, edit: edit.edit, editor: result.editor, tokenizer: result.tokenizer,
                    prefixes: result.prefixes, request: request, onEdited: edit.draft.onEdited, seed: edit.seed,
                    artifact: result.artifact, shared: result.shared,
                    supersedes: edit.position ?? LogPosition(0), state: hash))
        }
        let artifact =
            result.artifactBytes.isEmpty
            ? [Query(Self.useBlob, [result.artifact.sql])] : keeping(result.artifactBytes, as: result.artifact)
        _ = try pipeline(
            keeping(result.request, as: request) + artifact + [
                Query(
                    Self.insertEntry,
                    [
                        chain.pool.sql, .integer(edit.row), chain.position.sql, chain.version.sql, result.editor.sql,
                        request.sql, result.tokenizer.sql, result.prefixes.sql, result.artifact.sql,
                        .number(edit.position?.value ?? 0),
                    ])
            ])
    }

    private static let insertEntry = """
        WITH entry AS (
            INSERT INTO edit_entries (pool, edit, position, version, editor, request, tokenizer, prefixes, artifact,
                                      supersedes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id, edit
        )
        UPDATE edits e SET entry = n.id, removed = NULL, measured = 0,
               absorbed_before = (SELECT absorptions FROM pools WHERE id = $1)
        FROM entry n WHERE e.id = n.edit
        """

    /// Takes an edit out of the stack; those behind it stay as they are.
    func drop(
        _ edit: EditID, replays: Bool, in chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        guard let entry = chain.stack.first(where: { $0.edit == edit }) else { throw .editReverted }
        chain.stack.remove(edit)
        try appendVersion(to: &chain, deed) { version, hash in
            .revert(
                EditReversion(version: version, edit: edit, record: entry.position, replays: replays, state: hash))
        }
        try setEdits(in: chain)
    }

    private func insert(
        _ measures: EditMeasures, of edit: Int64, _ occasion: MeasureOccasion, at version: PoolVersion, _ deed: Deed
    ) throws(LedgerError) {
        try query(
            """
            INSERT INTO edit_measures (edit, occasion, absorptions, version, measured_at, measures)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(edit), .number(occasion.rawValue), .number(try absorptions(since: edit)), version.sql,
                deed.time.sql, .bytes(measures.encoded),
            ])
    }

    // MARK: - Outcomes

    func outcome(
        of edit: EditID, in chain: PoolChain, since first: PoolVersion, isFirst: Bool = true
    ) throws(LedgerError) -> CommittedEdit {
        let every = chain.checkpointEvery
        return CommittedEdit(
            pool: chain.pool, uid: chain.uid, edit: edit, state: try editRow(edit, in: chain.pool).state,
            version: chain.version, position: chain.position, stateHash: chain.stateHash, stack: chain.stack,
            kinds: try recordKinds(of: chain.pool, after: first), first: isFirst,
            checkpointDue: chain.version.value / every > first.value / every)
    }

    private func recordKinds(of pool: PoolID, after first: PoolVersion) throws(LedgerError) -> [LogRecordKind] {
        try rows(
            "SELECT kind FROM versions WHERE pool = $1 AND version > $2 ORDER BY version", [pool.sql, first.sql]
        ) { row throws(LedgerError) in
            LogRecordKind(rawValue: UInt8(truncatingIfNeeded: try row.integer(0))) ?? .edit
        }
    }

    /// What a job has done before, if it is done.
    public func committed(_ commit: EditCommit) throws(LedgerError) -> CommittedEdit? {
        let done = try row(
            """
            SELECT e.edit FROM finished_jobs f JOIN edits e ON e.id = f.edit
            WHERE f.id = $1 AND f.pool = $2 AND f.state = 6
            """, [commit.job.sql, commit.pool.sql]
        ) { row throws(LedgerError) in try row.identifier(0) as EditID }
        guard let done else { return nil }
        let chain = try chain(of: commit.pool)
        return try outcome(of: done, in: chain, since: chain.version, isFirst: false)
    }
}
