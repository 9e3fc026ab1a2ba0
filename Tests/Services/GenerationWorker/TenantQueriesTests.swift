import GenerationWorker
import MemoryTypes
import ServiceKit
import Testing
import Wire
import ZeroMQ

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

    @Test("the limit of the credential's tenant holds at the worker's door", .timeLimit(.minutes(1)))
    func door() async throws {
        let model = try Pilot.model()
        let store = try await Pilot.store()
        let stacks = try Pilot.stacks(store)
        let library = PoolLibrary(
            loader: PoolLoader(store: store, model: model, stacks: stacks), keyValueWidth: 64, bytesMax: 64 << 20
        ) { _, _ in }
        // It does not run: a query that is let in stays under way.
        let loop = DecodingLoop(
            decoder: model.decoder, tokenizer: model.tokenizer, endTokens: model.endTokens, limits: .init()
        ) { _ in }
        let queries = QueryService(
            model: model, encoder: PromptEncoder(model: model), library: library, stacks: stacks, loop: loop)
        let context = Context()
        let frontend = RequestFrontend(
            FrontendOptions(endpoint: "tcp://127.0.0.1:*"), in: context,
            gate: OneTenant(caller: try caller("acme", queries: 1)),
            handlers: GenerationService.handlers(queries) { _ in })
        let client = try await RequestClient(to: try await frontend.start(), in: context)
        let ask = Ask(
            pool: nil, useMemory: false, prompt: "Question:", messages: [], plain: true,
            sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: nil), newTokensMax: 4,
            stop: [], wantsDocuments: false)
        let first = Task { try await client.stream(ask) { _ in } }
        while await loop.load.waiting == 0 { await Task.yield() }
        let refusal = await #expect(throws: Refusal.self) { _ = try await client.stream(ask) { _ in } }
        #expect(refusal?.code == .tenantLimitReached)
        first.cancel()
        _ = await first.result
        await client.close()
        await frontend.drain(within: .zero)
    }
}

private struct OneTenant: Gatekeeper {
    let caller: Caller

    func caller(credential: String, curveKey: String?) async throws(Refusal) -> Caller { caller }
}
