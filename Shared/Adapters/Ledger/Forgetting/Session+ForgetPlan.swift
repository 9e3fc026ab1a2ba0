public import MemoryTypes
import PostgreSQL

extension Session {
    /// What taking a document out of its pools would mean.
    public func planForgetting(_ document: DocumentID, of tenant: TenantName) throws(LedgerError) -> ForgetPlan {
        let found = try row(
            "SELECT d.id FROM documents d JOIN tenants t ON t.id = d.tenant WHERE t.name = $1 AND d.document = $2",
            [.text(tenant.text), .bytes(document.bytes)]
        ) { row throws(LedgerError) in try row.integer(0) }
        guard let found else { throw .unknownDocument }
        var pools: [PlannedPool] = []
        var lost: UInt64 = 0
        for head in try candidates(tenant) {
            guard let planned = try plan(head, found) else { continue }
            pools.append(planned.pool)
            lost = max(lost, planned.lost)
        }
        return ForgetPlan(document: document, row: found, pools: pools, lost: lost)
    }

    /// A fork is younger than what it was forked from, so it comes behind it.
    private func candidates(_ tenant: TenantName) throws(LedgerError) -> [PoolHead] {
        try rows(Self.selectHead + " WHERE t.name = $1 ORDER BY p.id", [.text(tenant.text)]) {
            row throws(LedgerError) in try PoolHead(row)
        }
    }

    private func plan(
        _ head: PoolHead, _ document: Int64
    ) throws(LedgerError) -> (pool: PlannedPool, lost: UInt64)? {
        for shard in 0..<head.shape.shards {
            let lineage = try lineage(of: head.pool, shard: shard, at: head.version)
            guard let first = lineage.absorptions.firstIndex(where: { $0.document == document }) else { continue }
            return try plan(head, shard, lineage, first, document)
        }
        return nil
    }

    private func plan(
        _ head: PoolHead, _ shard: Int, _ lineage: Lineage, _ first: Int, _ document: Int64
    ) throws(LedgerError) -> (pool: PlannedPool, lost: UInt64) {
        let entry = lineage.absorptions[first]
        let before = PoolVersion(entry.version.value - 1)
        let isKept = try before >= oldestVersion(of: entry.pool)
        let sourcePool = isKept ? entry.pool : lineage.root
        let uid = try loadHead(of: sourcePool).uid
        let again = isKept ? lineage.absorptions[first...] : lineage.absorptions[...]
        let (followers, pieces, lost) = try readable(again.filter { $0.document != document })
        let planned = PlannedPool(
            pool: head.pool, name: head.name, shard: shard, model: head.model, pieces: pieces,
            source: ForkSource(pool: uid, version: isKept ? before : PoolVersion(0)), sourcePool: sourcePool,
            before: isKept && entry.pool == head.pool ? before : nil, isRebuilt: !isKept,
            firstTainted: entry.pool == head.pool ? entry.version : PoolVersion(0), followers: followers)
        return (planned, lost)
    }

    /// The documents behind absorptions, each job once, that still have their text, and their pieces; and how many have
    /// no text.
    private func readable(
        _ absorptions: [Absorbed]
    ) throws(LedgerError) -> (rows: [Int64], pieces: UInt64, lost: UInt64) {
        var jobs: Set<JobID> = []
        let documents = absorptions.filter { jobs.insert($0.job).inserted }.map(\.document)
        let kept = Dictionary(
            try rows(
                "SELECT id, greatest(pieces, 1) FROM documents WHERE id = ANY($1) AND body IS NOT NULL",
                [.integers(documents)]
            ) { row throws(LedgerError) in (try row.integer(0), try row.unsigned(1)) },
            uniquingKeysWith: { first, _ in first })
        let readable = documents.filter { kept[$0] != nil }
        let pieces = readable.reduce(0) { $0 + (kept[$1] ?? 0) }
        return (readable, pieces, UInt64(documents.count - readable.count))
    }
}
