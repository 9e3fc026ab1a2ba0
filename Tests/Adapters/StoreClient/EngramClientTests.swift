import MemoryTypes
import ServiceKit
import StoreClient
import Synchronization
import Testing
import Wire
import ZeroMQ

@Suite("A client of the whole: asking one generation worker after the other", .timeLimit(.minutes(1)))
struct EngramClientTests {
    private static let query = Ask(
        useMemory: false, prompt: "Who?", messages: [], plain: true,
        sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1), newTokensMax: 4, stop: [],
        wantsDocuments: false)

    private static func done(seed: UInt64) -> Done {
        Done(
            reason: .endOfText, promptTokens: 1, memoryTokens: 0, newTokens: 1, model: .zero, seed: seed,
            timings: AnswerTimings(queue: 0, prefill: 0, decode: 0, total: 0), documents: [])
    }

    private typealias Answer = @Sendable (PartSender<Token>) throws(Refusal) -> Done

    /// A worker that answers.
    private static func worker(
        in context: Context, _ answer: @escaping Answer
    ) async throws -> (RequestFrontend, String) {
        var handlers = RequestHandlers()
        handlers.onStream(Ask.self) { _, _, send in try answer(send) }
        return try await started(handlers, in: context)
    }

    private static func started(
        _ handlers: RequestHandlers, in context: Context
    ) async throws -> (RequestFrontend, String) {
        let frontend = RequestFrontend(
            FrontendOptions(endpoint: "tcp://127.0.0.1:*"), in: context, handlers: handlers)
        return (frontend, try await frontend.start())
    }

    /// An endpoint where something listened once.
    private static func gone(in context: Context) async throws -> String {
        let socket = try Socket(.router, in: context, events: SocketEvents())
        let endpoint = try await socket.bind("tcp://127.0.0.1:*")
        await socket.close()
        return endpoint
    }

    /// A worker that dies as soon as it is asked, behind `words` tokens.
    private static func dying(in context: Context, words: UInt32 = 0) async throws -> String {
        let own = Mutex<Socket?>(nil)
        let socket = try Socket(
            .router, in: context,
            events: SocketEvents(received: { message in
                guard let peer = message.frames.first, let socket = own.withLock({ $0 }) else { return }
                let correlation = Envelope.correlation(inFrame: message.frames[1])
                for word in 0..<words {
                    let token = Packet(
                        Token(sequence: word, text: "a", tokens: [1]), flags: .more, correlation: correlation)
                    try? socket.send([peer] + token.frames())
                }
                Task { await socket.close() }
            }))
        own.withLock { $0 = socket }
        return try await socket.bind("tcp://127.0.0.1:*")
    }

    /// Calls `body` with a client whose Ingest names `generators`.
    private func with(
        _ generators: [String], in context: Context, _ body: (EngramClient) async throws -> Void
    ) async throws {
        var handlers = RequestHandlers()
        handlers.on(FindGenerators.self) { _, _ in
            Generators(
                generators: generators.map {
                    Generator(
                        endpoint: $0, serverKey: "", running: 0, waiting: 0, model: .zero, modelName: "m")
                })
        }
        let (ingest, endpoint) = try await Self.started(handlers, in: context)
        let client = try await EngramClient(ingest: endpoint, in: context, reach: .milliseconds(500))
        try await body(client)
        await client.close()
        await ingest.drain(within: .zero)
    }

    /// The seed of the answer, or the number of the refusal.
    private func answer(_ client: EngramClient) async -> (seed: UInt64?, code: RefusalCode?) {
        do throws(Refusal) {
            return (try await client.ask(Self.query, within: .seconds(300)) { (_) throws(Refusal) in }.seed, nil)
        } catch { return (nil, error.code) }
    }

    @Test("the next one is asked when one is gone, when one dies with the question, and when one is busy")
    func next() async throws {
        let context = Context()
        let asked = Mutex((busy: 0, good: 0))
        let (busy, third) = try await Self.worker(in: context) { (_) throws(Refusal) in
            asked.withLock { $0.busy += 1 }
            throw Refusal(.queueFull)
        }
        let (good, fourth) = try await Self.worker(in: context) { (send) throws(Refusal) in
            asked.withLock { $0.good += 1 }
            try send(Token(sequence: 0, text: "Ada", tokens: [1]))
            return Self.done(seed: 7)
        }
        let endpoints = [try await Self.gone(in: context), try await Self.dying(in: context), third, fourth]
        try await with(endpoints, in: context) { client in
            #expect(await answer(client).seed == 7)
            // The second time, the connections to those that are gone are known to be lost.
            #expect(await answer(client).seed == 7)
        }
        #expect(asked.withLock { $0 } == (2, 2))
        for worker in [busy, good] { await worker.drain(within: .zero) }
    }

    @Test("an answer that has begun is not begun anew elsewhere, and a question that is wrong is asked once")
    func once() async throws {
        let context = Context()
        let asked = Mutex((strict: 0, good: 0))
        let (good, last) = try await Self.worker(in: context) { (_) throws(Refusal) in
            asked.withLock { $0.good += 1 }
            return Self.done(seed: 7)
        }
        let (strict, first) = try await Self.worker(in: context) { (_) throws(Refusal) in
            asked.withLock { $0.strict += 1 }
            throw Refusal(.promptEmpty)
        }
        try await with([try await Self.dying(in: context, words: 1), last], in: context) { client in
            #expect(await answer(client).code == .storeUnavailable)
        }
        try await with([first, last], in: context) { client in
            #expect(await answer(client).code == .promptEmpty)
        }
        #expect(asked.withLock { $0 } == (1, 0))
        for worker in [strict, good] { await worker.drain(within: .zero) }
    }

    @Test("where none answers, the last one's refusal is given; where there is none, that")
    func none() async throws {
        let context = Context()
        try await with([try await Self.gone(in: context)], in: context) { client in
            #expect(await answer(client).code == .storeUnavailable)
        }
        try await with([], in: context) { client in
            #expect(await answer(client).code == .noGeneratorAvailable)
        }
    }
}
