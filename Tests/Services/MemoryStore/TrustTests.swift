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

        let stranger = try await RequestClient(
            to: store.endpoints["requests"] ?? "", in: store.context,
            security: .client(server: server.publicKey, own: CurveKeyPair()))
        await #expect(throws: Refusal.self) { try await stranger.call(request, CallOptions(within: .seconds(20))) }
    }
}
