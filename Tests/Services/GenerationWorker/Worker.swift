import GenerationWorker
import MemoryTypes
import ServiceTestKit
import StoreClient
import Synchronization
import Testing
import Wire

/// A generation worker without sockets.
struct Worker {
    let queries: QueryService<FakeStore>
    let library: PoolLibrary<FakeStore>
    let loop: DecodingLoop
    let store: FakeStore

    init(limits: DecodeScheduler.Limits = .init(), store: FakeStore? = nil) async throws {
        let model = try Pilot.model()
        self.store = if let store { store } else { try await Pilot.store() }
        let stacks = try Pilot.stacks(self.store)
        library = PoolLibrary(
            loader: PoolLoader(store: self.store, model: model, stacks: stacks), keyValueWidth: 64, bytesMax: 64 << 20
        ) { _, _ in }
        loop = DecodingLoop(
            decoder: model.decoder, tokenizer: model.tokenizer, endTokens: model.endTokens, limits: limits
        ) { _ in }
        queries = QueryService(
            model: model, encoder: PromptEncoder(model: model), library: library, stacks: stacks, loop: loop)
    }

    /// Runs the worker while `body` runs.
    func running<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        let tasks = [Task { await loop.run() }, Task { await library.run() }]
        defer { tasks.forEach { $0.cancel() } }
        return try await body()
    }

    func ask(
        _ prompt: String, pool: PoolReference? = PoolReference(name: Pilot.poolName), useMemory: Bool = true,
        limit: Int = 24, stop: [String] = [], sampling: Sampling = .greedy, wantsDocuments: Bool = false,
        within: Duration = .seconds(60),
        emit: @escaping @Sendable (Token) -> Bool = { _ in true }
    ) async throws -> (text: String, done: Done) {
        let pieces = Mutex<[Token]>([])
        let done = try await queries.answer(
            Ask(
                pool: pool, useMemory: useMemory, prompt: prompt, messages: [], plain: true, sampling: sampling,
                newTokensMax: limit, stop: stop, wantsDocuments: wantsDocuments),
            from: .init(tenant: .default, deadline: .now + within, arrived: .now)
        ) { piece in
            pieces.withLock { $0.append(piece) }
            return emit(piece)
        }
        let all = pieces.withLock { $0 }
        #expect(all.map(\.sequence) == (0..<UInt32(all.count)).map { $0 })
        #expect(all.reduce(0) { $0 + $1.tokens.count } == Int(done.newTokens))
        return (all.map(\.text).joined(), done)
    }
}

extension Sampling {
    static let greedy = Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: nil)
}
