import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// Takes a document out of one pool: sets its shard back to before it, queues what followed again, and retracts
    /// what is known from it alone. With `purge` every blob that was computed from it goes too.
    public func forget(
        _ plan: ForgetPlan, in planned: PlannedPool, purge: Bool, _ deed: Deed
    ) throws(LedgerError) -> ForgetOutcome {
        let target =
            try planned.isRebuilt
            ? beginning(of: planned.sourcePool) : standing(of: planned.sourcePool, at: planned.source.version)
        return try changing(planned.pool) { chain throws(LedgerError) in
            try query(
                "DELETE FROM jobs WHERE document = $1 AND pool = $2", [.integer(plan.row), planned.pool.sql])
            // Checkpoints that hold tokens alone are dropped with a purge, or belong to another pool.
            let standsAlone = purge || planned.sourcePool != planned.pool
            try restore(
                &chain, to: target, planned.source, shards: [planned.shard],
                content: { state throws(LedgerError) in
                    standsAlone ? try standIn(for: state, of: planned.pool) : nil
                }, deed)
            let jobs = try queueAgain(planned.followers, in: chain, shard: planned.shard, reason: 4, deed)
            let facts = try retractFacts(knownOnlyFrom: plan.row, &chain, deed)
            let erased = purge ? try eraseBlobs(planned, before: chain.version) : (0, 0)
            return ForgetOutcome(
                jobs: jobs, facts: facts, blobs: erased.0, bytes: erased.1, version: chain.version)
        }
    }

    /// Drops the deltas, tails and checkpoints between the document and the restoration.
    private func eraseBlobs(
        _ planned: PlannedPool, before version: PoolVersion
    ) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        let last = PoolVersion(version.value - 1)
        let deltas = try dropDeltas(
            of: planned.pool, in: min(planned.firstTainted, last)...last, shard: planned.shard)
        let checkpoints = try dropCheckpoints(of: planned.pool, in: planned.firstTainted.value..<version.value)
        return (deltas.blobs + checkpoints.blobs, deltas.bytes + checkpoints.bytes)
    }

    /// Marks a document as forgotten; with `purge` erases its text, and the facts known from it alone with the names
    /// that nothing else uses.
    public func finishForgetting(_ plan: ForgetPlan, purge: Bool) throws(LedgerError) {
        try transaction { () throws(LedgerError) in
            try requireEpoch()
            let state = purge ? DocumentState.purged : .forgotten
            try query(
                "UPDATE documents SET final_state = $2, first_version = NULL, last_version = NULL WHERE id = $1",
                [.integer(plan.row), .number(state.rawValue)])
            try query("DELETE FROM jobs WHERE document = $1", [.integer(plan.row)])
            guard purge else { return }
            try query(
                "UPDATE documents SET body = NULL, metadata = '', source = '' WHERE id = $1", [.integer(plan.row)])
            try eraseFacts(knownOnlyFrom: plan.row)
        }
    }

    private func eraseFacts(knownOnlyFrom document: Int64) throws(LedgerError) {
        let names = try rows(
            """
            DELETE FROM facts f
            WHERE EXISTS (SELECT FROM fact_sources s WHERE s.fact = f.id AND s.document = $1)
              AND NOT EXISTS (SELECT FROM fact_sources s WHERE s.fact = f.id AND s.document <> $1)
            RETURNING f.subject, f.object
            """, [.integer(document)]
        ) { row throws(LedgerError) in [try row.integer(0), try row.integer(1)] }
        try query("DELETE FROM fact_sources WHERE document = $1", [.integer(document)])
        try query(
            """
            DELETE FROM entities e WHERE id = ANY($1)
              AND NOT EXISTS (SELECT FROM facts f WHERE f.subject = e.id OR f.object = e.id)
            """, [.integers(names.flatMap { $0 })])
    }

    /// New jobs for documents that were absorbed before, with the cut they had then.
    func queueAgain(
        _ documents: [Int64], in chain: PoolChain, shard: Int?, reason: Int, _ deed: Deed
    ) throws(LedgerError) -> [JobRow] {
        guard !documents.isEmpty else { return [] }
        let jobs = try rows(
            """
            INSERT INTO jobs (id, pool, shard, document, reason, cut, created_at, actor)
            SELECT nextval('job_numbers'), $1, coalesce($2::integer, d.shard), d.id, $3,
                   (SELECT f.cut FROM finished_jobs f JOIN pools q ON q.id = f.pool
                    WHERE f.document = d.id AND f.cut IS NOT NULL AND q.model = p.model ORDER BY f.id DESC LIMIT 1),
                   $4, $6
            FROM unnest($5::bigint[]) WITH ORDINALITY AS t(id, place) JOIN documents d ON d.id = t.id
                 JOIN pools p ON p.id = $1
            ORDER BY place RETURNING id, shard
            """,
            [
                chain.pool.sql, .optional(shard.map { Int64($0) }), .number(reason), deed.time.sql,
                .integers(documents), .text(deed.actor),
            ]
        ) { row throws(LedgerError) in (try row.ordinal(0) as JobID, try row.uint32(1)) }
        return jobs.map { job, shard in
            JobRow(
                job: job, pool: chain.pool, model: chain.model, shard: shard, state: .queued, attempts: 0, deaths: 0,
                deathsAlone: 0, created: deed.time, firstFailed: nil, notBefore: nil)
        }
    }
}

extension Standing {
    /// What a pool reads like when it is created.
    init(beginning event: PoolCreation) {
        self.init(
            state: PoolState(model: event.model, shape: event.shape, base: event.base),
            chainIndices: Array(repeating: 0, count: event.shape.shards))
    }
}
