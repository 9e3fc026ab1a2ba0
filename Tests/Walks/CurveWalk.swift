import Foundation
import MemoryTypes
import ServiceKit
import StoreClient
import TestKit
import Testing
import Wire
import ZeroMQ

/// Key files for every program and for the one who asks, made by `engram keys new`.
struct WalkKeys: Sendable {
    private let folder: URL

    init(in folder: URL) async throws {
        self.folder = folder
        for name in ["store", "ingest", "update", "generate", "me"] {
            let file = folder.appending(path: "\(name).key").path
            let program = try RunningProgram(
                Programs.program("engram"), ["keys", "new", file], log: folder.appending(path: "keys.log"))
            let status = await program.status
            guard status == 0 else { throw TestKitError("`engram keys new` ended with \(status)") }
        }
    }

    /// The keys of the one who asks, whom the store trusts.
    func own() throws -> CurveKeyPair { try KeyFiles.read(path("me")) }

    func publicKey(of role: Machine.Role) throws -> CurvePublicKey { try KeyFiles.publicKey(path(name(role)) + ".pub") }

    func arguments(for role: Machine.Role) -> [String] {
        let own = ["--curve-key", path(name(role))]
        guard name(role) == "store" else { return own + ["--store-key", path("store") + ".pub"] }
        let others = ["ingest", "update", "generate", "me"].map { path($0) + ".pub" }
        return own + ["--trusted-keys", others.joined(separator: ",")]
    }

    private func path(_ name: String) -> String { folder.appending(path: "\(name).key").path }

    private func name(_ role: Machine.Role) -> String {
        switch role {
        case .store, .standby, .rival: "store"
        case .ingest: "ingest"
        case .update: "update"
        case .generate: "generate"
        }
    }
}

extension Machine {
    /// A machine whose programs have keys and trust each other, and one who asks.
    static func underCurve(generationWorkers: Int) async throws -> (machine: Machine, keys: WalkKeys) {
        let machine = try Machine()
        let keys = try await WalkKeys(in: machine.folder)
        await machine.useCurve(keys)
        try await machine.start(updateWorkers: 1, generationWorkers: generationWorkers)
        return (machine, keys)
    }

    /// A client of Ingest with keys that nobody has heard of, or with none.
    nonisolated func stranger(_ serverKey: CurvePublicKey?, credential: String = "") async throws -> EngramClient {
        try await EngramClient(
            ingest: try await endpoint(.ingest, "frontend"), in: context, ingestKey: serverKey, credential: credential)
    }
}

@Suite("Walks: keys", .serialized)
struct CurveWalk {
    let pool = PoolName(unchecked: "people")

    private func machine() async throws -> (machine: Machine, keys: WalkKeys) {
        try await Machine.underCurve(generationWorkers: 1)
    }

    private func code(_ body: () async throws(Refusal) -> Void) async -> RefusalCode? {
        do throws(Refusal) {
            try await body()
            return nil
        } catch { return error.code }
    }

    @Test("all four programs talk under CURVE, and a stranger reaches none of them")
    func strangers() async throws {
        let (machine, keys) = try await machine()
        let client = try await Client(machine)
        _ = try await client.createPool(pool)
        let example = try #require(try Example.all().first)
        let document = try DocumentID.number(1)
        _ = try await client.push(example.document, as: document, to: pool)
        let version = try await client.absorbed(document).lastVersion
        let answer = try await client.ask(example.question, pool: PoolReference(name: pool, minimumVersion: version))
        #expect(example.isAnswered(by: answer.text))

        let push = PushDocument(
            document: try DocumentID.number(2), pool: pool, text: "A stranger's.", metadata: "", source: "")
        let unknown = try await machine.stranger(keys.publicKey(of: .ingest))
        #expect(await code { () throws(Refusal) in _ = try await unknown.call(push) } == .badCredential)
        let wrong = try await machine.stranger(CurveKeyPair().publicKey)
        #expect(
            await code { () throws(Refusal) in _ = try await wrong.call(push, within: .seconds(1)) }
                == .storeUnavailable, "a server that is not the one meant is not spoken to")
        let plain = try await machine.stranger(nil)
        #expect(
            await code { () throws(Refusal) in _ = try await plain.call(push, within: .seconds(1)) }
                == .storeUnavailable, "who speaks without CURVE is not heard")
        for (role, kind) in [(Machine.Role.store, "requests"), (.generate(0), "frontend")] {
            let direct = try await RequestClient(
                to: try await machine.endpoint(role, kind), in: machine.context,
                security: .client(server: try keys.publicKey(of: role), own: CurveKeyPair()))
            #expect(
                await code { () throws(Refusal) in
                    if role == .store {
                        _ = try await direct.call(push, within: .seconds(10))
                    } else {
                        _ = try await direct.collect(Ask.anything(in: pool), within: .seconds(10))
                    }
                } == .badCredential, "\(role)")
            await direct.close()
        }
        #expect(try await client.call(ListDocuments(limit: 10)).documents.map(\.document) == [document])
        for stranger in [unknown, wrong, plain] { await stranger.close() }
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }

    @Test("an API key under CURVE opens its tenant alone, and trusted programs carry its requests")
    func tenants() async throws {
        let (machine, keys) = try await machine()
        let client = try await Client(machine)
        _ = try await client.createPool(pool)
        let acme = TenantName(unchecked: "acme")
        let limits = TenantLimits(pools: 0, pendingDocuments: 0, documentBytes: 0, concurrentQueries: 0)
        _ = try await client.call(CreateTenant(tenant: acme, limits: limits))
        let secret = try await client.call(
            CreateKey(tenant: acme, label: "a", scopes: [.read, .write, .admin], expires: nil, curveKey: "")
        ).secret
        let member = try await machine.stranger(keys.publicKey(of: .ingest), credential: secret)
        #expect(try await member.call(ListPools(after: nil, limit: 10)).pools.isEmpty)
        let mine = try await member.call(CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false))
        #expect(mine.tenant == acme)
        let push = PushDocument(
            document: try DocumentID.number(1), pool: pool, text: "Velu is a baker.", metadata: "", source: "")
        let accepted = try await member.call(push)
        #expect(accepted.pool == mine.pool)
        let status = try await member.call(AwaitDocument(document: push.document), within: .seconds(60))
        #expect(status.state == .absorbed)
        let done = try await member.ask(Ask.anything(in: pool)) { (_) throws(Refusal) in }
        #expect(done.poolVersion != nil)
        #expect(
            await code { () throws(Refusal) in
                _ = try await member.ingest.call(
                    ShowPool(name: pool), CallOptions(within: .seconds(10), tenant: .default))
            } == .tenantMismatch)
        #expect(try await client.call(ListDocuments(limit: 10)).documents.isEmpty)
        await member.close()
        #expect(await machine.end().allSatisfy { $0.value == 0 })
    }
}

extension Ask {
    /// Four tokens from a pool.
    static func anything(in pool: PoolName) -> Ask {
        Ask(
            pool: PoolReference(name: pool), useMemory: true, prompt: "Question:", messages: [], plain: true,
            sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: 1), newTokensMax: 4,
            stop: [], wantsDocuments: false)
    }
}
