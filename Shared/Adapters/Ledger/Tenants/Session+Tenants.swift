public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    private static let selectTenants = """
        SELECT t.name, t.pools_max, t.pending_documents_max, t.document_bytes_max, t.concurrent_queries_max,
               (SELECT count(*) FROM pools p WHERE p.tenant = t.id),
               (SELECT count(*) FROM jobs j JOIN pools p ON p.id = j.pool WHERE p.tenant = t.id AND j.state <> 7),
               t.created_at
        FROM tenants t
        """

    private static func makeTenant(_ row: Row) throws(LedgerError) -> TenantDescription {
        TenantDescription(
            tenant: try row.name(0), limits: try row.limits(1), pools: try row.uint32(5),
            pendingDocuments: try row.unsigned(6), created: try row.time(7))
    }

    public func tenants(after name: TenantName?, limit: Int) throws(LedgerError) -> TenantPage {
        let found = try rows(
            Self.selectTenants + " WHERE t.name > $1 ORDER BY t.name LIMIT $2",
            [.text(name?.text ?? ""), .number(limit + 1)], Self.makeTenant)
        let page = Array(found.prefix(limit))
        return TenantPage(tenants: page, next: found.count > limit ? page.last?.tenant : nil)
    }

    public func tenant(_ name: TenantName) throws(LedgerError) -> TenantDescription {
        let found = try row(Self.selectTenants + " WHERE t.name = $1", [.text(name.text)], Self.makeTenant)
        guard let found else { throw .unknownTenant(name) }
        return found
    }

    public func createTenant(_ name: TenantName, _ limits: TenantLimits) throws(LedgerError) -> TenantDescription {
        let made = try query(
            """
            INSERT INTO tenants (name, pools_max, pending_documents_max, document_bytes_max, concurrent_queries_max)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING
            """, [.text(name.text)] + limits.sql)
        guard made.touched == 1 else { throw .tenantExists(name) }
        return try tenant(name)
    }

    public func setLimits(_ limits: TenantLimits, of name: TenantName) throws(LedgerError) -> TenantDescription {
        try query(
            """
            UPDATE tenants SET pools_max = $2, pending_documents_max = $3, document_bytes_max = $4,
                   concurrent_queries_max = $5 WHERE name = $1
            """, [.text(name.text)] + limits.sql)
        return try tenant(name)
    }

    /// What tenants may use, and what they use of their queues and their space where that is limited; see `TenantUse`.
    static let selectUsage = """
        SELECT t.name, t.pools_max, t.pending_documents_max, t.document_bytes_max, t.concurrent_queries_max,
               CASE WHEN t.pending_documents_max = 0 THEN 0 ELSE
                   (SELECT count(*) FROM jobs j JOIN pools p ON p.id = j.pool
                    WHERE p.tenant = t.id AND j.state <> 7) END,
               CASE WHEN t.document_bytes_max = 0 THEN 0 ELSE
                   (SELECT coalesce(sum(size), 0)::bigint FROM documents d
                    WHERE d.tenant = t.id AND d.body IS NOT NULL) END
        FROM tenants t WHERE t.name = ANY($1::text[])
        """
}

/// A row of `Session.selectUsage`.
struct TenantUse {
    let tenant: TenantName
    private let limits: TenantLimits
    private let pending: UInt64
    private let bytes: UInt64

    init(_ row: Row) throws(LedgerError) {
        tenant = try row.name(0)
        limits = try row.limits(1)
        pending = try row.unsigned(5)
        bytes = try row.unsigned(6)
    }

    /// Whether it has a limit of documents at all.
    var isLimited: Bool { limits.pendingDocuments > 0 || limits.documentBytes > 0 }

    /// The limit that further documents of this tenant would break; nil for none.
    func fault(taking drafts: [DocumentDraft]) -> LedgerError? {
        let more = drafts.reduce(0) { $0 + UInt64($1.push.text.utf8.count) }
        if limits.pendingDocuments > 0, pending + UInt64(drafts.count) > UInt64(limits.pendingDocuments) {
            return .tenantLimit(what: "documents that wait", limit: UInt64(limits.pendingDocuments))
        }
        if limits.documentBytes > 0, bytes + more > limits.documentBytes {
            return .tenantLimit(what: "bytes of texts", limit: limits.documentBytes)
        }
        return nil
    }
}

extension TenantLimits {
    fileprivate var sql: [SQLValue] {
        [
            .number(pools), .number(pendingDocuments), .integer(Int64(bitPattern: documentBytes)),
            .number(concurrentQueries),
        ]
    }
}

extension Row {
    func limits(_ column: Int) throws(LedgerError) -> TenantLimits {
        TenantLimits(
            pools: try uint32(column), pendingDocuments: try uint32(column + 1),
            documentBytes: try unsigned(column + 2), concurrentQueries: try uint32(column + 3))
    }
}
