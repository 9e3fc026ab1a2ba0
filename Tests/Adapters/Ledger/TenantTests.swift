import Ledger
import MemoryTypes
import TestKit
import Testing
import Wire

@Suite struct TenantTests {
    private func limits(pools: UInt32 = 0, pending: UInt32 = 0, bytes: UInt64 = 0) -> TenantLimits {
        TenantLimits(pools: pools, pendingDocuments: pending, documentBytes: bytes, concurrentQueries: 0)
    }

    @Test func `a key opens what it is for until it is revoked or expires, and only its digest is kept`() throws {
        let fixture = try LedgerFixture()
        let now = Timestamp(microseconds: 1_000_000)
        let asked = CreateKey(
            tenant: .default, label: "k", scopes: [.read], expires: Timestamp(microseconds: 5_000_000), curveKey: "")
        let key = try fixture.session.createKey(asked, secret: "egk_1", at: now)
        #expect(try fixture.session.owner(secret: "egk_1", curveKey: nil, at: now)?.scopes == [.read])
        #expect(try fixture.session.owner(secret: "egk_2", curveKey: nil, at: now) == nil)
        let later = Timestamp(microseconds: 5_000_000)
        #expect(try fixture.session.owner(secret: "egk_1", curveKey: nil, at: later) == nil)
        try fixture.session.revokeKey(key.key, at: now)
        #expect(try fixture.session.owner(secret: "egk_1", curveKey: nil, at: now) == nil)
    }

    @Test func `a tenant has as many pools as it may have, and as many documents that wait`() throws {
        let fixture = try LedgerFixture()
        let tenant = TenantName(unchecked: "t")
        _ = try fixture.session.createTenant(tenant, limits(pools: 1, pending: 2))
        _ = try fixture.pool(tenant: tenant)
        #expect(throws: LedgerError.tenantLimit(what: "pools", limit: 1)) { try fixture.pool("q", tenant: tenant) }
        let results = try fixture.session.append(
            (1...3).map { LedgerFixture.draft($0, tenant: tenant) }, at: Timestamp(microseconds: 1))
        #expect(results.allSatisfy { if case .refused(.tenantLimit) = $0 { true } else { false } })
        let fewer = try fixture.session.append(
            (1...2).map { LedgerFixture.draft($0, tenant: tenant) }, at: Timestamp(microseconds: 1))
        #expect(fewer.allSatisfy { if case .accepted = $0 { true } else { false } })
    }
}
