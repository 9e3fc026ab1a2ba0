import Bytes
import Foundation
import MemoryTypes
import ServiceKit
import StoreClient
import Testing
import Wire
import ZeroMQ

@Suite("Walks: who did it", .serialized)
struct AttributionWalk {
    let pool = PoolName(unchecked: "people")

    /// Two keys of a tenant, and a client for each.
    private func members(
        _ machine: Machine, _ keys: WalkKeys
    ) async throws -> [(key: UInt64, secret: String, client: EngramClient)] {
        let client = try await Client(machine)
        _ = try await client.createPool(pool)
        let acme = TenantName(unchecked: "acme")
        let limits = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 0)
        _ = try await client.call(CreateTenant(tenant: acme, limits: limits))
        var members: [(key: UInt64, secret: String, client: EngramClient)] = []
        for label in ["a", "b"] {
            let key = try await client.call(
                CreateKey(tenant: acme, label: label, scopes: [.read, .write, .admin], expires: nil, curveKey: ""))
            let member = try await machine.stranger(keys.publicKey(of: .ingest), credential: key.secret)
            members.append((key.description.key, key.secret, member))
        }
        return members
    }

    private func actors(_ client: EngramClient) async throws -> [String] {
        try await client.call(ListLog(name: pool, from: LogPosition(0), limit: 100)).entries.map { entry in
            var reader = ByteReader(entry.record)
            return try LogRecord(from: &reader).actor
        }
    }

    private func code(_ body: () async throws(Refusal) -> Void) async -> RefusalCode? {
        do throws(Refusal) {
            try await body()
            return nil
        } catch { return error.code }
    }

    @Test("what two keys of one tenant do through ingest stands in the log under each key's number")
    func log() async throws {
        let (machine, keys) = try await Machine.underCurve(generationWorkers: 0)
        let members = try await members(machine, keys)
        let (first, second) = (members[0].client, members[1].client)
        _ = try await first.call(CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false))
        for (number, member) in [first, second].enumerated() {
            let document = try DocumentID.number(number)
            _ = try await member.call(
                PushDocument(
                    document: document, pool: pool, text: "Velu is baker \(number).", metadata: "", source: ""))
            _ = try await member.call(AwaitDocument(document: document), within: .seconds(60))
        }
        let forget = ForgetDocument(document: try DocumentID.number(1), purge: false, estimateOnly: false)
        _ = try await second.stream(forget) { (_) throws(Refusal) in }
        let (a, b) = ("key \(members[0].key)", "key \(members[1].key)")
        #expect(try await actors(first) == [a, a, b, b], "made, pushed, pushed, forgotten")
        for (position, actor) in [("1", a), ("3", b)] {
            let shown = try await show(position, machine, keys, members[0].secret)
            #expect(shown.contains(actor), "\(shown)")
        }
        for member in [first, second] { await member.close() }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    /// What `engram log show` says.
    private func show(
        _ position: String, _ machine: Machine, _ keys: WalkKeys, _ secret: String
    ) async throws -> String {
        let (output, key) = (machine.folder.appending(path: "show.log"), machine.folder.appending(path: "secret"))
        try Data(secret.utf8).write(to: key)
        let program = try RunningProgram(
            Programs.program("engram"),
            [
                "log", "show", pool.text, position, "--endpoint", try await machine.endpoint(.ingest, "frontend"),
                "--server-key", try keys.publicKey(of: .ingest).text, "--key-file", key.path,
            ], log: output)
        let status = await program.status
        #expect(status == 0)
        return try String(contentsOf: output, encoding: .utf8)
    }

    @Test("who is no service cannot ask in the name of another key, neither ingest nor the store")
    func pretending() async throws {
        let (machine, keys) = try await Machine.underCurve(generationWorkers: 0)
        let members = try await members(machine, keys)
        let options = CallOptions(within: .seconds(20), actor: members[1].key)
        let request = CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false)
        let direct = try await RequestClient(
            to: try await machine.endpoint(.store, "requests"), in: machine.context,
            security: .client(server: try keys.publicKey(of: .store), own: CurveKeyPair()),
            credential: members[0].secret)
        for client in [members[0].client.ingest, direct] {
            let refusal = await code { () throws(Refusal) in _ = try await client.call(request, options) }
            #expect(refusal == .scopeMissing)
        }
        let drafts = AppendDocuments(drafts: [
            DocumentDraft(
                tenant: TenantName(unchecked: "acme"), actor: members[1].key,
                push: PushDocument(
                    document: try DocumentID.number(1), pool: pool, text: "A lie.", metadata: "", source: ""))
        ])
        let refusal = await code { () throws(Refusal) in _ = try await direct.call(drafts, within: .seconds(20)) }
        #expect(refusal == .scopeMissing)
        #expect(try await members[0].client.call(ListPools(after: nil, limit: 10)).pools.isEmpty)
        await direct.close()
        for member in members { await member.client.close() }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }
}
