import MemoryTypes
import ServiceKit
import StoreClient
import Synchronization
import Testing
import Wire

@Suite("Walks: a query", .serialized)
struct QueryWalk {
    let pool = Machine.people

    @Test(
        "an answer streams in order and can be had again from what its end says, though the worker dies in the middle")
    func streams() async throws {
        let (machine, client, examples, last) = try await Machine.people(2)
        let reference = PoolReference(name: pool, minimumVersion: last)
        let sequences = Mutex<[UInt32]>([])
        let first = try await client.ask(examples[1].question, pool: reference, seed: 5, temperature: 1.5, limit: 200) {
            token in
            sequences.withLock { $0.append(token.sequence) }
        }
        let seen = sequences.withLock { $0 }
        #expect(seen == (0..<UInt32(seen.count)).map { $0 })
        #expect(first.done.poolVersion == last && first.done.seed == 5)

        let isKilled = Mutex(false)
        let again = try await client.ask(
            examples[1].question, pool: PoolReference(name: pool, version: first.done.poolVersion), seed: 5,
            temperature: 1.5,
            limit: 200
        ) { _ in
            let kills = isKilled.withLock { killed in
                defer { killed = true }
                return !killed
            }
            if kills { Task { try await machine.restart(.generate(0)) } }
        }
        #expect(again.text == first.text)
        #expect(again.done.stateHash == first.done.stateHash)
        _ = await machine.end()
    }

    @Test("a query never reads older than it asked for, and is refused with a number if that does not come")
    func minimumVersion() async throws {
        let (machine, client, examples, last) = try await Machine.people(1)
        let later = PoolReference(name: pool, minimumVersion: last.next)
        let refusal = await #expect(throws: Refusal.self) {
            try await client.engram.ask(
                Ask(
                    pool: later, useMemory: true, prompt: "Question:", messages: [], plain: true,
                    sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: 1),
                    newTokensMax: 4,
                    stop: [], wantsDocuments: false), within: .seconds(1)
            ) { (_) throws(Refusal) in }
        }
        #expect(refusal?.code == .versionNotReached)
        async let waiting = client.ask(examples[0].question, pool: later)
        _ = try await client.push(try Example.all()[7].document, as: try DocumentID.number(99), to: pool)
        #expect(try await waiting.done.poolVersion ?? PoolVersion(0) >= last.next)
        _ = await machine.end()
    }

    @Test(
        "answers do not change when documents and facts are withheld from the generation worker, and are gone elsewhere"
    )
    func withheld() async throws {
        let (machine, client, examples, last) = try await Machine.people(3)
        let reference = PoolReference(name: pool, version: last)
        var open: [String] = []
        for example in examples { open.append(try await client.ask(example.question, pool: reference).text) }
        let last3 = try #require(examples.last)
        #expect(last3.isAnswered(by: open[2]), "answered \(open[2]), wanted \(last3.after)")

        let guardian = try await Guardian(before: machine)
        await machine.lead(generationTo: guardian.endpoint)
        try await machine.restart(.generate(0))
        var withheld: [String] = []
        for example in examples { withheld.append(try await client.ask(example.question, pool: reference).text) }
        #expect(withheld == open)
        #expect(guardian.refused.isEmpty)
        #expect(guardian.passed.contains(.fetchManifest) && guardian.passed.contains(.fetchBlob))

        let other = PoolName(unchecked: "other")
        let fork = PoolName(unchecked: "fork")
        _ = try await client.createPool(other)
        _ = try await client.call(ForkPool(source: pool, version: PoolVersion(0), name: fork))
        for name in [other, fork] {
            let answer = try await client.ask(last3.question, pool: PoolReference(name: name))
            #expect(!last3.isAnswered(by: answer.text))
            #expect(answer.done.poolVersion == PoolVersion(0))
        }
        _ = await machine.end()
    }
}

/// Stands between a generation worker and the store, and lets nothing pass that could carry a text or a fact.
private final class Guardian: Sendable {
    private static let allowed: Set<MessageKind> = [
        .registerWorker, .heartbeat, .fetchManifest, .fetchBlob, .putBlob, .authenticate, .releaseJobs,
    ]

    private let frontend: RequestFrontend
    private let seen: SeenKinds
    let endpoint: String

    var passed: Set<MessageKind> { seen.kinds.withLock { $0.filter(Self.allowed.contains) } }
    var refused: Set<MessageKind> { seen.kinds.withLock { $0.subtracting(Self.allowed) } }

    init(before machine: Machine) async throws {
        let store = try await RequestClient(to: try await machine.endpoint(.store, "requests"), in: machine.context)
        let seen = SeenKinds()
        self.seen = seen
        var handlers = RequestHandlers()
        handlers.otherwise { packet, context, send in
            guard let kind = packet.envelope.kind else { throw Refusal(.unknownKind) }
            seen.kinds.withLock { _ = $0.insert(kind) }
            guard Self.allowed.contains(kind) else { throw Refusal(.scopeMissing) }
            let options = CallOptions(within: context.left(atMost: .seconds(60)), tenant: context.tenant)
            return try await store.relay(packet, options) { (part) async throws(Refusal) in try send(part) }
        }
        frontend = RequestFrontend(
            FrontendOptions(endpoint: "tcp://127.0.0.1:*"), in: machine.context, handlers: handlers)
        endpoint = try await frontend.start()
    }
}

private final class SeenKinds: Sendable {
    let kinds = Mutex<Set<MessageKind>>([])
}
