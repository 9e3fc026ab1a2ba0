internal import Foundation
internal import MemoryTypes
internal import Wire

struct TenantReport: Report {
    let tenant: String
    let pools: UInt32
    let pendingDocuments: UInt64
    let poolsMax, pendingDocumentsMax, concurrentQueriesMax: UInt32
    let documentBytesMax: UInt64
    let created: Date

    init(_ description: TenantDescription) {
        tenant = description.tenant.text
        pools = description.pools
        pendingDocuments = description.pendingDocuments
        poolsMax = description.limits.pools
        pendingDocumentsMax = description.limits.pendingDocuments
        concurrentQueriesMax = description.limits.concurrentQueries
        documentBytesMax = description.limits.documentBytes
        created = description.created.date
    }

    func write(to terminal: Terminal) { TenantListReport(tenants: [self]).write(to: terminal) }
}

struct TenantListReport: Report {
    let tenants: [TenantReport]

    func write(to terminal: Terminal) {
        var table = Table(
            .left("tenant"), .right("pools"), .right("waiting"), .right("max pools"), .right("max waiting"),
            .right("max bytes"), .right("max queries"), .left("created"))
        let limit = { (value: UInt64) in value == 0 ? "-" : "\(value)" }
        for row in tenants {
            table.add(
                row.tenant, "\(row.pools)", "\(row.pendingDocuments)", limit(UInt64(row.poolsMax)),
                limit(UInt64(row.pendingDocumentsMax)), limit(row.documentBytesMax),
                limit(UInt64(row.concurrentQueriesMax)), Timestamp(row.created).text)
        }
        table.write(to: terminal)
    }
}

struct KeyRow: Encodable, Sendable {
    let key: UInt64
    let tenant, label, scopes, curveKey: String
    let created: Date
    let expires, revoked: Date?

    init(_ key: KeyDescription) {
        self.key = key.key
        tenant = key.tenant.text
        label = key.label
        scopes = key.scopes.description
        curveKey = key.curveKey
        created = key.created.date
        expires = key.expires?.date
        revoked = key.revoked?.date
    }
}

struct KeyListReport: Report {
    let keys: [KeyRow]

    func write(to terminal: Terminal) {
        guard !keys.isEmpty else { return terminal.note("There are no keys.") }
        var table = Table(
            .right("key"), .left("tenant"), .left("label"), .left("scopes"), .left("kind"), .left("created"),
            .left("expires"), .left("revoked"))
        for row in keys {
            table.add(
                "\(row.key)", row.tenant, row.label, row.scopes, row.curveKey.isEmpty ? "API" : "CURVE",
                Timestamp(row.created).text, row.expires.map { Timestamp($0).text } ?? "",
                row.revoked.map { Timestamp($0).text } ?? "")
        }
        table.write(to: terminal)
    }
}
