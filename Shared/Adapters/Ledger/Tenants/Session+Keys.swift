import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

/// Whose a credential is.
public struct KeyOwner: Sendable, Equatable {
    public let key: UInt64
    public let label: String
    public let tenant: TenantName
    public let scopes: Scopes
    public let limits: TenantLimits
}

extension Session {
    /// Whether any key was ever created: without one only the tenant `default` exists.
    public func hasKeys() throws(LedgerError) -> Bool {
        try row("SELECT EXISTS (SELECT FROM keys)") { row throws(LedgerError) in try row.boolean(0) } ?? false
    }

    /// Creates a key.
    ///
    /// - Parameter secret: what stands in envelopes; only its SHA-256 is kept. Nil for one that stands for a CURVE key.
    public func createKey(_ asked: CreateKey, secret: String?, at time: Timestamp) throws(LedgerError) -> KeyDescription
    {
        let number = try row(
            """
            INSERT INTO keys (tenant, label, scopes, secret_digest, curve_key, created_at, expires_at)
            SELECT id, $2, $3, $4, $5, $6, $7 FROM tenants WHERE name = $1 RETURNING id
            """,
            [
                .text(asked.tenant.text), .text(asked.label), .number(asked.scopes.rawValue),
                .optional(secret.map { sha256(Array($0.utf8)) }), .optional(secret == nil ? asked.curveKey : nil),
                time.sql, asked.expires.sql,
            ]
        ) { row throws(LedgerError) in try row.unsigned(0) }
        guard let number else { throw .unknownTenant(asked.tenant) }
        let page = try keys(of: asked.tenant, after: number - 1, limit: 1)
        guard let key = page.keys.first else { throw .unknownKey }
        return key
    }

    public func keys(of tenant: TenantName?, after key: UInt64?, limit: Int) throws(LedgerError) -> KeyPage {
        let found = try rows(
            """
            SELECT k.id, t.name, k.label, k.scopes, coalesce(k.curve_key, ''), k.created_at, k.expires_at, k.revoked_at
            FROM keys k JOIN tenants t ON t.id = k.tenant
            WHERE ($1::text IS NULL OR t.name = $1) AND k.id > $2 ORDER BY k.id LIMIT $3
            """, [.optional(tenant?.text), .number(key ?? 0), .number(limit + 1)]
        ) { row throws(LedgerError) in
            KeyDescription(
                key: try row.unsigned(0), tenant: try row.name(1), label: try row.text(2),
                scopes: Scopes(rawValue: try row.uint32(3)), curveKey: try row.text(4), created: try row.time(5),
                expires: try row.optionalTime(6), revoked: try row.optionalTime(7))
        }
        let page = Array(found.prefix(limit))
        return KeyPage(keys: page, next: found.count > limit ? page.last?.key : nil)
    }

    public func revokeKey(_ key: UInt64, at time: Timestamp) throws(LedgerError) {
        let found = try query(
            "UPDATE keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1",
            [.number(key), time.sql])
        guard found.touched == 1 else { throw .unknownKey }
    }

    /// Whose a credential is; nil if it is unknown, expired or revoked.
    ///
    /// - Parameters:
    ///   - secret: as it stood in an envelope, or nil.
    ///   - curveKey: a CURVE public key in Z85, or nil.
    public func owner(secret: String?, curveKey: String?, at time: Timestamp) throws(LedgerError) -> KeyOwner? {
        try row(
            """
            SELECT k.id, k.label, t.name, k.scopes, t.pools_max, t.pending_documents_max, t.document_bytes_max,
                   t.concurrent_queries_max
            FROM keys k JOIN tenants t ON t.id = k.tenant
            WHERE (k.secret_digest = $1 OR k.curve_key = $2) AND k.revoked_at IS NULL
              AND (k.expires_at IS NULL OR k.expires_at > $3)
            """, [.optional(secret.map { sha256(Array($0.utf8)) }), .optional(curveKey), time.sql]
        ) {
            row throws(LedgerError) in
            KeyOwner(
                key: try row.unsigned(0), label: try row.text(1), tenant: try row.name(2),
                scopes: Scopes(rawValue: try row.uint32(3)), limits: try row.limits(4))
        }
    }
}
