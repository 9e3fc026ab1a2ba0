import Foundation
import MemoryTypes
import PostgreSQL
import ServiceKit
import StoreClient
import TestKit
import Testing
import Wire

@Suite("Walks: a standby", .serialized)
struct StandbyWalk {
    let pool = PoolName(unchecked: "people")

    /// Starts another store and waits until it waits for its turn.
    private func stand(by role: Machine.Role, _ machine: Machine) async throws {
        try await machine.launch(role)
        try await eventually("\(role.name) waits for its turn") {
            await machine.log(role).contains("waiting to take over")
        }
    }

    @Test("when the store is killed the standby goes on in its place, within the retry time, and nothing is lost")
    func takesOver() async throws {
        let machine = try Machine(leaseSeconds: 2)
        try await machine.start(updateWorkers: 2, generationWorkers: 0)
        let client = try await Client(machine)
        _ = try await client.createPool(pool, shards: 2)
        try await stand(by: .standby, machine)
        let texts = try Example.all().prefix(40).map(\.document)
        async let pushed: Void = push(Array(texts), client)
        try await eventually("some of it is absorbed") {
            try await client.call(ShowPool(name: pool)).version >= PoolVersion(7)
        }
        await machine.kill(.store)
        let killed = ContinuousClock.now
        try await machine.announced(.standby)
        #expect(.now - killed < .seconds(60), "the retry time")
        try await pushed
        for number in texts.indices { _ = try await client.absorbed(try DocumentID.number(number)) }
        let described = try await client.call(ShowPool(name: pool))
        #expect(described.documents == UInt64(texts.count))
        let verdict = try await client.stream(VerifyLog(name: pool, deep: true))
        #expect(verdict.holds && verdict.headHash == described.headHash, "\(verdict.reason)")
        let replay = try await client.stream(ReplayPool(name: pool, from: .start, deep: true))
        #expect(replay.holds && replay.last == described.version, "\(replay.reason)")
        let once = try await client.call(ListAbsorptions(name: pool, from: LogPosition(0), limit: 100)).absorptions
        #expect(Set(once.map { "\($0.document) \($0.piece)" }).count == once.count)
        #expect(await machine.end().values.allSatisfy { [0, -SIGKILL].contains($0) })
    }

    private func push(_ texts: [String], _ client: Client) async throws {
        for (number, text) in texts.enumerated() {
            #expect(try await client.push(text, as: try DocumentID.number(number), to: pool).first || number > 0)
        }
    }

    @Test("a store that lost its place unawares writes nothing any more, and ends")
    func fenced() async throws {
        let machine = try Machine()
        try await machine.start(.store)
        let old = try await RequestClient(to: try await machine.endpoint(.store, "requests"), in: machine.context)
        _ = try await old.call(Self.worker, within: .seconds(10))
        let base = Self.base
        _ = try await old.call(
            PutBlob(digest: BlobDigest(of: base), total: UInt64(base.count), offset: 0, bytes: base),
            within: .seconds(10))
        _ = try await old.call(
            CreatePool(name: pool, model: "", shards: 1, seed: 1, empty: false), within: .seconds(10))
        try await stand(by: .rival, machine)

        await machine.hold(.store, true)
        // As if the network between the store and PostgreSQL had broken: its place is free, and it does not know.
        try Connection(machine.database).execute(
            """
            SELECT pg_terminate_backend(pid)
            FROM (SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory') holders
            """)
        try await machine.announced(.rival)
        let push = PushDocument(
            document: try DocumentID.number(1), pool: pool, text: "Velu is a baker.", metadata: "", source: "")
        let fact = AssertTriple(
            name: pool, triple: Triple(subject: "s", relation: "r", object: "o"), validFrom: nil, validTo: nil,
            document: nil)
        let other = CreatePool(name: PoolName(unchecked: "other"), model: "", shards: 1, seed: 1, empty: false)
        async let pushed = refused(old, push)
        async let stated = refused(old, fact)
        async let created = refused(old, other)
        await machine.hold(.store, false)
        for refusal in await [pushed, stated, created] {
            let code = try #require(refusal)
            #expect([.notOwner, .storeUnavailable, .shuttingDown].contains(code), "\(code)")
        }
        #expect(await machine.ended(.store) == 1)

        let rival = try await RequestClient(to: try await machine.endpoint(.rival, "requests"), in: machine.context)
        #expect(try await rival.call(ListDocuments(limit: 10), within: .seconds(10)).documents.isEmpty)
        let pools = try await rival.call(ListPools(after: nil, limit: 10), within: .seconds(10)).pools
        #expect(pools.map(\.name) == [pool])
        #expect(try await rival.call(ShowPool(name: pool), within: .seconds(10)).position == LogPosition(0))
        #expect(try await rival.call(fact, within: .seconds(10)).position == LogPosition(1))
        #expect(try await rival.call(push, within: .seconds(10)).first)
        await old.close()
        await rival.close()
        #expect(await machine.end()["rival"] == 0)
    }

    /// What a request is refused with; nil if it is answered.
    private func refused<Asked: Request>(_ client: RequestClient, _ request: Asked) async -> RefusalCode? {
        do throws(Refusal) {
            _ = try await client.call(request, CallOptions(within: .seconds(8)))
            return nil
        } catch { return error.code }
    }

    private static let base = [UInt8](repeating: 0, count: 2 * 8 * 4 * 4)
    private static let worker = RegisterWorker(
        kind: .update, name: "w", endpoint: "", serverKey: "",
        model: ModelDescriptor(
            digest: ModelDigest(of: [1]), name: "tiny", layers: 2, width: 4, tokens: 8, updateTokens: 2,
            dropsPerLayer: true, initialised: true, basePool: BlobDigest(of: base), tokenizer: BlobDigest(of: [2]),
            pieceTokensMax: 28, positionsMax: 64, weights: .f32), build: "test")
}
