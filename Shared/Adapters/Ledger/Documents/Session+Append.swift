import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

/// What became of one push.
public enum AppendResult: Sendable {
    case accepted(AcceptedDocument)
    case refused(LedgerError)
}

/// A document that is durable.
public struct AcceptedDocument: Sendable {
    public let document: DocumentID
    public let row: Int64
    public let job: JobID
    public let tenant: TenantName
    public let pool: PoolID
    public let shape: PoolShape
    public let model: ModelDigest
    public let shard: UInt32
    /// False if the same document had been accepted before.
    public let first: Bool
}

extension Session {
    /// Takes in documents and their jobs, all in one transaction.
    ///
    /// - Parameter turn: when the documents get their numbers, if other sessions append too.
    /// - Returns: for every draft what became of it, in their order. The same document again is no second deed.
    /// - Throws: `fenced` if another store has taken over: it would not know of their jobs.
    public func append(
        _ drafts: [DocumentDraft], at time: Timestamp, turn: AppendTurn = AppendTurn()
    ) throws(LedgerError) -> [AppendResult] {
        let results = try appendOnce(drafts, at: time, turn)
        let hasMoved = results.contains { if case .refused(.unknownPool) = $0 { true } else { false } }
        // A name may have become another pool's between looking it up and writing: once more is one deed.
        return hasMoved ? try appendOnce(drafts, at: time, turn) : results
    }

    private func appendOnce(
        _ drafts: [DocumentDraft], at time: Timestamp, _ turn: AppendTurn
    ) throws(LedgerError) -> [AppendResult] {
        let (targets, full) = try targetsAndFullTenants(of: drafts)
        let prepared = drafts.map { PreparedDraft($0, targets[Target.Key($0)], full[$0.tenant]) }
        let wanted = prepared.compactMap(\.row)
        let results = try transaction { () throws(LedgerError) in try insert(wanted, at: time, turn) }
        if wanted.contains(where: { results[$0.key] == nil }) { try requireEpoch() }
        return prepared.map { draft in
            guard let row = draft.row else { return .refused(draft.fault) }
            guard let found = results[row.key] else { return .refused(.unknownPool) }
            guard found.pool == row.target.pool else { return .refused(.documentInOtherPool) }
            guard found.body == row.body.bytes else { return .refused(.idempotencyConflict) }
            return .accepted(
                AcceptedDocument(
                    document: row.draft.push.document, row: found.row, job: found.job, tenant: row.draft.tenant,
                    pool: found.pool, shape: row.target.shape, model: row.target.model, shard: found.shard,
                    first: found.first))
        }
    }

    // MARK: - Pools by name, and limits

    struct Target {
        let tenant: Int64
        let pool: PoolID
        let shape: PoolShape
        let model: ModelDigest

        struct Key: Hashable {
            let tenant: TenantName
            let pool: PoolName

            init(_ draft: DocumentDraft) {
                tenant = draft.tenant
                pool = draft.push.pool
            }

            init(_ row: Row) throws(LedgerError) {
                tenant = try row.name(0)
                pool = try row.name(1)
            }
        }
    }

    private static let selectTargets = """
        SELECT t.name, p.name, t.id, p.id, p.shape, p.model
        FROM unnest($1::text[], $2::text[]) AS wanted(tenant, pool)
             JOIN tenants t ON t.name = wanted.tenant JOIN pools p ON p.tenant = t.id AND p.name = wanted.pool
        """

    /// The pools that documents are for, and the tenants that they would take over one of their limits: one round trip.
    private func targetsAndFullTenants(
        of drafts: [DocumentDraft]
    ) throws(LedgerError) -> (targets: [Target.Key: Target], full: [TenantName: LedgerError]) {
        let keys = Array(Set(drafts.map(Target.Key.init)))
        let tenants = Array(Set(keys.map(\.tenant)))
        let answers = try pipeline([
            Query(Self.selectTargets, [.texts(keys.map(\.tenant.text)), .texts(keys.map(\.pool.text))]),
            Query(Self.selectUsage, [.texts(tenants.map(\.text))]),
        ])
        var targets: [Target.Key: Target] = [:]
        for index in 0..<answers[0].count {
            let row = Row(answers[0], index)
            targets[try Target.Key(row)] = Target(
                tenant: try row.integer(2), pool: try row.ordinal(3), shape: try row.value(4), model: try row.digest(5))
        }
        var full: [TenantName: LedgerError] = [:]
        for index in 0..<answers[1].count {
            let use = try TenantUse(Row(answers[1], index))
            if use.isLimited { full[use.tenant] = use.fault(taking: drafts.filter { $0.tenant == use.tenant }) }
        }
        return (targets, full)
    }

    // MARK: - Rows

    private struct PreparedDraft {
        struct Row {
            let draft: DocumentDraft
            let target: Target
            let shard: Int
            let text: [UInt8]
            let body: BlobDigest
            var key: DocumentKey { DocumentKey(tenant: target.tenant, document: draft.push.document.bytes) }
        }

        let row: Row?
        let fault: LedgerError

        init(_ draft: DocumentDraft, _ target: Target?, _ limit: LedgerError?) {
            let push = draft.push
            fault = limit ?? .unknownPool
            row = limit != nil ? nil : target.map { target in
                Row(
                    draft: draft, target: target, shard: push.document.shard(of: target.shape.shards),
                    text: Array(push.text.utf8), body: push.bodyDigest)
            }
        }
    }

    private struct DocumentKey: Hashable {
        let tenant: Int64
        let document: [UInt8]
    }

    private struct Inserted {
        let row: Int64
        let job: JobID
        let pool: PoolID
        let shard: UInt32
        let body: [UInt8]
        let first: Bool
    }

    private static let insertDocuments = """
        WITH owned AS MATERIALIZED (
            SELECT p.id FROM pools p JOIN unnest($12::bigint[], $13::text[]) AS wanted(id, name)
                   ON wanted.id = p.id AND wanted.name = p.name, store s
            WHERE s.epoch <= $11 FOR KEY SHARE OF p FOR SHARE OF s
        ), fresh AS (
            INSERT INTO documents (tenant, document, pool, shard, job, body_digest, text_digest, size, body, metadata,
                                   source, received_at, actor)
            SELECT tenant, document, pool, shard, nextval('job_numbers'), body_digest, text_digest, octet_length(body),
                   body, metadata, source, $10, actor
            FROM unnest($1::bigint[], $2::bytea[], $3::bigint[], $4::integer[], $5::bytea[], $6::bytea[], $7::bytea[],
                        $8::text[], $9::text[], $14::text[])
                 WITH ORDINALITY
                 AS t(tenant, document, pool, shard, body_digest, text_digest, body, metadata, source, actor, place)
            WHERE pool IN (SELECT id FROM owned) ORDER BY place
            ON CONFLICT (tenant, document) DO NOTHING
            RETURNING tenant, document, id, job, pool, shard, body_digest, received_at
        ), queued AS (
            INSERT INTO jobs (id, pool, shard, document, created_at)
            SELECT job, pool, shard, id, received_at FROM fresh
        )
        SELECT tenant, document, id, job, pool, shard, body_digest FROM fresh
        """
    private static let selectDocuments = """
        SELECT d.tenant, d.document, d.id, d.job, d.pool, d.shard, d.body_digest
        FROM documents d JOIN unnest($1::bigint[], $2::bytea[]) AS t(tenant, document)
             ON d.tenant = t.tenant AND d.document = t.document
        """

    private func insert(
        _ rows: [PreparedDraft.Row], at time: Timestamp, _ turn: AppendTurn
    ) throws(LedgerError) -> [DocumentKey: Inserted] {
        guard !rows.isEmpty else { return [:] }
        let pools = Array(
            Dictionary(rows.map { ($0.target.pool, $0.draft.push.pool.text) }, uniquingKeysWith: { first, _ in first }))
        turn.wait()
        let fresh = try query(
            Self.insertDocuments,
            [
                .integers(rows.map(\.target.tenant)), .byteStrings(rows.map(\.draft.push.document.bytes)),
                .integers(rows.map { Int64($0.target.pool.value) }), .integers(rows.map { Int64($0.shard) }),
                .byteStrings(rows.map(\.body.bytes)), .byteStrings(rows.map { sha256($0.text) }),
                .byteStrings(rows.map(\.text)), .texts(rows.map(\.draft.push.metadata)),
                .texts(rows.map(\.draft.push.source)), time.sql, .number(ownEpoch),
                .integers(pools.map { Int64($0.key.value) }), .texts(pools.map(\.value)),
                .texts(rows.map { LogRecord.actor(key: $0.draft.actor, of: $0.draft.tenant) }),
            ])
        turn.pass()
        var found: [DocumentKey: Inserted] = [:]
        try collect(fresh, first: true, into: &found)
        let known = rows.filter { found[$0.key] == nil }
        guard !known.isEmpty else { return found }
        try collect(
            try query(
                Self.selectDocuments,
                [
                    .integers(known.map(\.target.tenant)), .byteStrings(known.map(\.draft.push.document.bytes)),
                ]), first: false, into: &found)
        return found
    }

    private func collect(_ rows: Rows, first: Bool, into found: inout [DocumentKey: Inserted]) throws(LedgerError) {
        for index in 0..<rows.count {
            let row = Row(rows, index)
            found[DocumentKey(tenant: try row.integer(0), document: try row.bytes(1))] = Inserted(
                row: try row.integer(2), job: try row.ordinal(3), pool: try row.ordinal(4), shard: try row.uint32(5),
                body: try row.bytes(6), first: first)
        }
    }
}

extension DocumentID {
    /// The shard that reads this document: SHA-256(id) mod S, of the digest's first 8 bytes, little-endian.
    package func shard(of shards: Int) -> Int {
        let number = sha256(bytes)[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(number % UInt64(shards))
    }
}

extension PushDocument {
    /// What the same identifier must stand for the next time: pool, text, metadata and source.
    package var bodyDigest: BlobDigest {
        var writer = ByteWriter(capacity: text.utf8.count + metadata.utf8.count + source.utf8.count + 80)
        pool.write(to: &writer)
        writer.write(text)
        writer.write(metadata)
        writer.write(source)
        return BlobDigest(of: writer.bytes)
    }
}
