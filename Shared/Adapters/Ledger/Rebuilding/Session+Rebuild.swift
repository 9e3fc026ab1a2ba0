public import MemoryTypes
import PostgreSQL

/// A pool that is being built to take the name of another one.
public struct Rebuild: Sendable, Equatable {
    /// The pool that is built.
    public let pool: PoolID
    /// The pool whose documents it reads, and whose name it takes.
    public let source: PoolID
    let actor: String
}

/// How far a rebuild has come.
public enum RebuildStep: Sendable {
    /// Jobs are left.
    case absorbing
    /// Documents had come to the old pool meanwhile: these jobs are to be done too.
    case caughtUp([JobRow])
    /// The pools have exchanged names.
    ///
    /// - Parameters:
    ///   - gone: jobs of the old pool that are not to be done any more.
    ///   - jobs: jobs that are the new pool's now.
    case exchanged(gone: [JobID], jobs: [JobRow])
}

extension Session {
    /// Creates a pool for a model and queues all kept documents of another pool for it, in their order. Asked again
    /// while it is under way, it joins what is there.
    ///
    /// - Returns: the pool that is built, and the jobs that were queued.
    /// - Throws: `poolExists` if the name is another pool's, `rebuilding` if the source is being rebuilt under another.
    public func rebuild(
        _ source: PoolID, for model: String, as draft: PoolDraft, _ deed: Deed
    ) throws(LedgerError) -> (pool: PoolID, jobs: [JobRow]) {
        let old = try loadHead(of: source)
        if let running = try rebuilds().first(where: { $0.source == source }) {
            let built = try loadHead(of: running.pool)
            let wanted = model.isEmpty ? built.model : try self.model(model).digest
            guard built.name == draft.name, built.model == wanted else { throw .rebuilding(as: built.name) }
            return (running.pool, [])
        }
        return try transaction { () throws(LedgerError) in
            let pool = try create(
                draft, model: model.isEmpty ? old.model.description : model, shards: old.shape.shards, empty: false,
                deed)
            try query("UPDATE pools SET checkpoint_every = $2 WHERE id = $1", [pool.sql, .number(old.checkpointEvery)])
            try query(
                "INSERT INTO rebuilds (pool, source, actor, started_at) VALUES ($1, $2, $3, $4)",
                [pool.sql, source.sql, .text(deed.actor), deed.time.sql])
            return (pool, try queueUnread(Rebuild(pool: pool, source: source, actor: deed.actor), deed))
        }
    }

    /// The rebuilds that are under way.
    public func rebuilds() throws(LedgerError) -> [Rebuild] {
        try rows("SELECT pool, source, actor FROM rebuilds ORDER BY pool") { row throws(LedgerError) in
            Rebuild(pool: try row.ordinal(0), source: try row.ordinal(1), actor: try row.text(2))
        }
    }

    /// Queues what the old pool has absorbed and the new one was not given yet.
    private func queueUnread(_ rebuild: Rebuild, _ deed: Deed) throws(LedgerError) -> [JobRow] {
        let documents = try rows(
            """
            SELECT d.id FROM documents d
            WHERE d.pool = $1 AND d.final_state = 3 AND d.body IS NOT NULL
              AND NOT EXISTS (SELECT FROM finished_jobs f WHERE f.document = d.id AND f.pool = $2)
              AND NOT EXISTS (SELECT FROM jobs j WHERE j.document = d.id AND j.pool = $2)
            ORDER BY d.job
            """, [rebuild.source.sql, rebuild.pool.sql]
        ) { row throws(LedgerError) in try row.integer(0) }
        defer { chains[rebuild.pool] = nil }
        return try queueAgain(documents, in: try chain(of: rebuild.pool), shard: nil, reason: 3, deed)
    }

    /// Goes on with a rebuild, as far as it can go now: queues what has come meanwhile, and once everything is absorbed
    /// exchanges the names in one transaction.
    public func proceed(
        _ rebuild: Rebuild, salt: () -> [UInt8], at time: Timestamp
    ) throws(LedgerError) -> RebuildStep {
        let deed = Deed(by: rebuild.actor, at: time)
        guard try !hasJobs(rebuild.pool) else { return .absorbing }
        defer { chains[rebuild.pool] = nil }
        return try changing(rebuild.source) { old throws(LedgerError) in
            let unread = try queueUnread(rebuild, deed)
            guard unread.isEmpty else { return .caughtUp(unread) }
            return try changingToo(rebuild.pool) { new throws(LedgerError) in
                try exchange(&old, &new, rebuild, salt: salt, deed)
            }
        }
    }

    private func hasJobs(_ pool: PoolID) throws(LedgerError) -> Bool {
        try row("SELECT EXISTS (SELECT FROM jobs WHERE pool = $1)", [pool.sql]) { row throws(LedgerError) in
            try row.boolean(0)
        } ?? false
    }

    private func exchange(
        _ old: inout PoolChain, _ new: inout PoolChain, _ rebuild: Rebuild, salt: () -> [UInt8], _ deed: Deed
    ) throws(LedgerError) -> RebuildStep {
        try copyFacts(from: old.pool, to: &new, salt: salt, deed)
        let moved = try moveDocuments(from: old.pool, to: new)
        // Names are unique within a tenant: one of them steps aside for a moment, under a name nobody can choose.
        let rename = "UPDATE pools SET name = $2 WHERE id = $1"
        try query(rename, [old.pool.sql, .text("-\(new.name.text)")])
        try query(rename, [new.pool.sql, .text(old.name.text)])
        try query(rename, [old.pool.sql, .text(new.name.text)])
        let names = (old: new.name, new: old.name)
        try appendPlain(
            .exchange(NameExchange(other: new.uid, name: names.old, built: false)), fact: nil, to: &old, deed)
        try appendPlain(
            .exchange(NameExchange(other: old.uid, name: names.new, built: true)), fact: nil, to: &new, deed)
        old.name = names.old
        new.name = names.new
        try query("DELETE FROM rebuilds WHERE pool = $1", [rebuild.pool.sql])
        return moved
    }
}
