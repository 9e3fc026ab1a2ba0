import GenerationWorker
import MemoryTypes
import ServiceKit
import Testing

@Suite("Generation worker: queries of a tenant at one time")
struct TenantQueriesTests {
    private func caller(_ name: String, queries: UInt32) throws -> Caller {
        Caller(
            tenant: try #require(TenantName(name)), scopes: .read, key: 1,
            limits: TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: queries))
    }

    @Test("one more than the tenant may have is refused, with the limit, and may be asked again")
    func limited() async throws {
        let queries = TenantQueries()
        let acme = try caller("acme", queries: 2)
        try await queries.counting(acme) {
            try await queries.counting(acme) {
                let refusal = await #expect(throws: Refusal.self) { try await queries.counting(acme) {} }
                #expect(refusal?.code == .tenantLimitReached && refusal?.numbers == [2])
                #expect(refusal?.isRetryable == true)
                try await queries.counting(try caller("other", queries: 1)) {}
            }
            try await queries.counting(acme) {}
        }
    }

    @Test("a query that fails gives its place back")
    func failed() async throws {
        let queries = TenantQueries()
        let acme = try caller("acme", queries: 1)
        for _ in 0..<3 {
            await #expect(throws: Refusal(.promptEmpty)) {
                try await queries.counting(acme) { throw Refusal(.promptEmpty) }
            }
        }
    }

    @Test("without a limit as many as come")
    func unlimited() async throws {
        let queries = TenantQueries()
        let acme = try caller("acme", queries: 0)
        try await queries.counting(acme) { try await queries.counting(acme) { try await queries.counting(acme) {} } }
    }
}
