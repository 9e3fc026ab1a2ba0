import Bytes
import Checkpoints
import Foundation
import GenerationWorker
import MemoryTypes
import Testing
import Wire

@Suite("Generation worker: a model without memory")
struct BareModelTests {
    @Test("it answers without a pool, tells the store that it has no memory, and reads no pool")
    func asked() async throws {
        let folder = NSTemporaryDirectory() + "/engram-bare-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try RandomModel(.tiny(), seed: 5).write(folder: folder, type: .float32)
        let opened = try OpenedModel(folder: folder, weights: "f32", memoryClass: nil)
        let model = opened.served
        #expect(!model.descriptor.hasMemory && !model.descriptor.initialised && model.descriptor.basePool == nil)
        #expect(try ModelDescriptor(decoding: model.descriptor.encoded) == model.descriptor)
        let store = try await Pilot.store()
        let stacks = try Pilot.stacks(store, of: model)
        let library = PoolLibrary(
            loader: PoolLoader(store: store, model: model, stacks: stacks), keyValueWidth: 16, bytesMax: 64 << 20
        ) { _, _ in }
        let loop = DecodingLoop(
            decoder: model.decoder, tokenizer: model.tokenizer, endTokens: model.endTokens, limits: .init()
        ) { _ in }
        let running = Task { await loop.run() }
        defer { running.cancel() }
        let queries = QueryService(
            model: model, encoder: PromptEncoder(model: model), library: library, stacks: stacks, loop: loop)
        func ask(_ pool: PoolReference?) async throws(Refusal) -> Done {
            try await queries.answer(
                Ask(
                    pool: pool, useMemory: true, prompt: "Hello", messages: [], plain: true,
                    sampling: Sampling(temperature: 0, topK: 0, topP: 1, repetitionPenalty: 1, seed: nil),
                    newTokensMax: 5, stop: [], wantsDocuments: true),
                from: .init(tenant: .default, deadline: .now + .seconds(60), arrived: .now)
            ) { _ in true }
        }
        let done = try await ask(nil)
        #expect(done.newTokens > 0 && done.memoryTokens == 0 && done.poolVersion == nil)
        let refusal = await #expect(throws: Refusal.self) { try await ask(PoolReference(name: Pilot.poolName)) }
        #expect(refusal?.code == .modelMismatch)
    }
}
