import Foundation
import MemoryTypes
import ServiceKit
import TestKit
import Testing
import Wire
import ZeroMQ

@Suite struct TrustTests {
    @Test func `under CURVE a stranger is refused before any key was made, a trusted key is not`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "engram-trust-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (ours, theirs) = (folder.appending(path: "store.key").path, folder.appending(path: "operator.key").path)
        let server = try KeyFiles.create(at: ours)
        let store = try await StoreProcess(
            database: TestDatabase().connection, options: ["--curve-key", ours, "--trusted-keys", theirs + ".pub"],
            security: .client(server: server.publicKey, own: try KeyFiles.create(at: theirs)))
        let request = ListTenants(after: nil, limit: 10)
        #expect(try await store.client.call(request, CallOptions(within: .seconds(20))).tenants.count == 1)
        let acme = TenantName(unchecked: "acme")
        let limits = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 0)
        _ = try await store.call(CreateTenant(tenant: acme, limits: limits))
        let listed = try await store.client.call(
            ListPools(after: nil, limit: 10), CallOptions(within: .seconds(20), tenant: acme))
        #expect(listed.pools.isEmpty, "a trusted program speaks for any tenant")

        let stranger = try await RequestClient(
            to: store.endpoints["requests"] ?? "", in: store.context,
            security: .client(server: server.publicKey, own: CurveKeyPair()))
        await #expect(throws: Refusal.self) { try await stranger.call(request, CallOptions(within: .seconds(20))) }
    }
}
