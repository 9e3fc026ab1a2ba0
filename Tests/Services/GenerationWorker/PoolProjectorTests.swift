import GenerationWorker
import LatentMemory
import MemoryTypes
import PoolReading
import Testing
import Transformer

@Suite("Generation worker: the memory that versions take")
struct PoolProjectorTests {
    @Test("a version that is loaded holds only the rows that it reads")
    func loaded() async throws {
        let memory = try #require(try Pilot.model().memory)
        let base = try await base(memory)
        let table = SlotTable(lists: [(0..<UInt32(base.rows)).map { SlotPlace(source: $0 % 3, row: $0) }])
        let projector = PoolProjector(model: memory)
        let snapshot = await projector.snapshot([base, base, base], [table])
        await projector.stop()
        #expect(snapshot.sparsity == 1)
        #expect(snapshot.tokens == base.rows)
    }

    @Test("however many versions follow one another, at most twice the rows are held that are read")
    func followed() async throws {
        let model = try Pilot.model()
        let memory = try #require(model.memory)
        let shape = try #require(model.descriptor.shape(shards: 1))
        let base = try await base(memory)
        let slots = SlotTable(lists: [(0..<UInt32(base.rows)).map { SlotPlace(source: 0, row: $0) }])
        let delta = memory.project(
            try PoolDelta(layers: shape.layers, width: shape.width, bytes: try await Pilot.basePool())
                .tail(shape.updateTokens))
        let projector = PoolProjector(model: memory)
        var snapshot = await projector.snapshot([base], [slots])
        for index in 0..<120 as Range<UInt64> {
            let forgotten = Forgetting(seed: 1).slots(shape: shape, shard: 0, chainIndex: index, rows: delta.rows)
            snapshot = await projector.following(
                snapshot, delta, shard: 0, forgotten: forgotten, shardTokens: shape.tokens)
            #expect(snapshot.sparsity <= 2 && snapshot.tokens == shape.tokens)
        }
        await projector.stop()
    }

    private func base(_ memory: MemoryModel) async throws -> ProjectedTokens {
        let configuration = memory.configuration
        return memory.project(
            try PoolDelta(
                layers: configuration.layers, width: configuration.width, bytes: try await Pilot.basePool()))
    }
}
