import LatentMemory
public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    private static let selectDocument = """
        SELECT d.document, p.name, d.job, d.shard, d.final_state, coalesce(j.state, 0), d.pieces, d.pieces_done,
               d.first_version, d.last_version, d.last_chain_index, s.chain_index, p.shape, d.pinned, d.size,
               d.text_digest, d.received_at, d.absorbed_at, d.metadata, d.source, coalesce(j.error, f.error, '')
        FROM documents d JOIN pools p ON p.id = d.pool JOIN tenants t ON t.id = d.tenant
             JOIN shards s ON s.pool = d.pool AND s.shard = d.shard
             LEFT JOIN LATERAL (SELECT state, error FROM jobs WHERE document = d.id AND pool = d.pool
                                ORDER BY id LIMIT 1) j ON true
             LEFT JOIN finished_jobs f ON f.id = d.job
        """

    /// How far a tenant's document has come.
    public func status(of document: DocumentID, tenant: TenantName) throws(LedgerError) -> DocumentStatus {
        let found = try row(
            Self.selectDocument + " WHERE t.name = $1 AND d.document = $2",
            [.text(tenant.text), .bytes(document.bytes)]
        ) { row throws(LedgerError) in
            try Self.makeStatus(row, inPage: false)
        }
        guard let found else { throw .unknownDocument }
        return found
    }

    /// A tenant's documents in the order of arrival.
    public func documents(_ asked: ListDocuments, tenant: TenantName) throws(LedgerError) -> DocumentPage {
        let state = asked.state.map(Self.condition) ?? "true"
        let found = try rows(
            Self.selectDocument + """
                 WHERE t.name = $1 AND ($2::text IS NULL OR p.name = $2) AND d.job > $3 AND \(state)
                 ORDER BY d.job LIMIT $4
                """,
            [
                .text(tenant.text), .optional(asked.pool?.text), .number(asked.after?.value ?? 0),
                .number(asked.limit + 1),
            ]
        ) { row throws(LedgerError) in try Self.makeStatus(row, inPage: true) }
        let page = Array(found.prefix(asked.limit))
        return DocumentPage(documents: page, next: found.count > asked.limit ? page.last?.job : nil)
    }

    private static func condition(_ state: DocumentState) -> String {
        switch state {
        case .queued: "d.final_state IS NULL AND coalesce(j.state, 1) IN (1, 3, 5) AND d.pieces_done = 0"
        case .absorbing: "d.final_state IS NULL AND (j.state = 2 OR (d.pieces_done > 0 AND j.state IN (1, 3, 5)))"
        case .parked: "d.final_state IS NULL AND j.state = 4"
        case .dead: "d.final_state IS NULL AND j.state = 7"
        case .absorbed, .cancelled, .forgotten, .purged: "d.final_state = \(state.rawValue)"
        }
    }

    private static func makeStatus(_ row: Row, inPage: Bool) throws(LedgerError) -> DocumentStatus {
        let shape: PoolShape = try row.value(12)
        let last = row.isNull(10) ? nil : try row.unsigned(10)
        let chain = try row.unsigned(11)
        let age = last.map { chain > $0 + 1 ? chain - $0 - 1 : 0 } ?? 0
        let done = try row.uint32(7)
        let final = row.isNull(4) ? nil : DocumentState(rawValue: UInt8(truncatingIfNeeded: try row.integer(4)))
        let job = JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(5)))
        return DocumentStatus(
            document: try row.document(0), pool: try row.name(1), job: try row.ordinal(2), shard: try row.uint32(3),
            state: final ?? running(job, done), pieces: try row.uint32(6), piecesDone: done,
            firstVersion: try row.optionalOrdinal(8), lastVersion: try row.optionalOrdinal(9), age: age,
            survival: last == nil ? 0 : expectedSurvival(shape: shape, updates: age), pinned: try row.boolean(13),
            textBytes: try row.uint32(14), textDigest: try row.digest(15), received: try row.time(16),
            absorbed: try row.optionalTime(17), metadata: inPage ? "" : try row.text(18), source: try row.text(19),
            error: try row.text(20))
    }

    private static func running(_ job: JobState?, _ done: UInt32) -> DocumentState {
        switch job {
        case .leased: .absorbing
        case .parked: .parked
        case .dead: .dead
        default: done > 0 ? .absorbing : .queued
        }
    }

    /// What was pushed.
    public func text(of document: DocumentID, tenant: TenantName) throws(LedgerError) -> DocumentText {
        let found = try row(
            """
            SELECT d.document, p.name, d.body, d.metadata, d.source FROM documents d JOIN pools p ON p.id = d.pool
                   JOIN tenants t ON t.id = d.tenant WHERE t.name = $1 AND d.document = $2
            """, [.text(tenant.text), .bytes(document.bytes)]
        ) { row throws(LedgerError) in
            guard !row.isNull(2) else { throw .textPurged }
            return DocumentText(
                document: try row.document(0), pool: try row.name(1),
                text: String(decoding: try row.bytes(2), as: UTF8.self), metadata: try row.text(3),
                source: try row.text(4))
        }
        guard let found else { throw .unknownDocument }
        return found
    }

    public func pin(_ document: DocumentID, _ pinned: Bool, tenant: TenantName) throws(LedgerError) {
        let found = try query(
            """
            UPDATE documents d SET pinned = $3 FROM tenants t WHERE t.id = d.tenant AND t.name = $1 AND d.document = $2
            """, [.text(tenant.text), .bytes(document.bytes), .boolean(pinned)])
        guard found.touched == 1 else { throw .unknownDocument }
    }
}
