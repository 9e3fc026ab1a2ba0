import LatentMemory
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Reading a pool whose keys and values are kept un-rotated")
struct MemorySnapshotTests {
    let text: [Int32] = [5, 17, 60, 0, 33, 8, 8, 41, 29]

    @Test("following updates equals projecting the whole new pool", arguments: [false, true], [1, 3])
    func following(perLayer: Bool, shards: Int) throws {
        let model = try TinyMemory.model(TinyMemory.configuration(perLayer: perLayer, adapters: true))
        let shape = try #require(model.poolShape(shards: shards))
        var parts = (0..<shards).map { TinyMemory.tokens(24 / shards, seed: UInt64($0)) }
        var snapshot = MemorySnapshot(model, pool: Self.joined(parts), shards: shards)
        for step in 0..<12 {
            let shard = step % shards
            let delta = TinyMemory.tokens(4, seed: UInt64(100 + step))
            let forgotten = Forgetting(seed: 5).slots(
                shape: shape, shard: shard, chainIndex: UInt64(step), rows: 4)
            parts[shard] = parts[shard].replacing(forgotten: forgotten, with: delta)
            snapshot = snapshot.absorbing(
                model.project(delta), shard: shard, forgotten: forgotten, shardTokens: 24 / shards)
            #expect(snapshot.tokens == 24)
            if step == 7 { snapshot = snapshot.compacted() }
            let wanted = SelfUpdateTests.logits(
                model, MemorySnapshot(model, pool: Self.joined(parts), shards: shards).context, text)
            #expect(SelfUpdateTests.logits(model, snapshot.context, text).distance(to: wanted) < 1e-5)
        }
    }

    private static func joined(_ parts: [PoolDelta]) -> PoolDelta {
        PoolDelta((0..<3).map { layer in Verbs.concatenate(parts.map { $0[layer] }) })
    }

    @Test("a running sequence keeps the version it began with")
    func running() throws {
        let model = try TinyMemory.model()
        let old = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1))
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: old.context)
        _ = batch.step([Feed(sequence: sequence, tokens: Array(text[..<5]))])
        let new = old.absorbing(
            model.project(TinyMemory.tokens(4, seed: 2)), shard: 0, forgotten: [[0, 1, 2, 3]], shardTokens: 24)
        let later = batch.add(reading: new.context)
        let logits = batch.step([
            Feed(sequence: sequence, tokens: Array(text[5...])), Feed(sequence: later, tokens: text),
        ])
        #expect(logits[rows: 0..<1].distance(to: SelfUpdateTests.logits(model, old.context, text)) < 1e-5)
        #expect(logits[rows: 1..<2].distance(to: SelfUpdateTests.logits(model, new.context, text)) < 1e-5)
        #expect(logits[rows: 0..<1].distance(to: logits[rows: 1..<2]) > 1e-3)
    }

    @Test("decoding with a cache over a memory equals the forward pass over the whole text", arguments: [false, true])
    func cache(addsBos: Bool) throws {
        let model = try TinyMemory.model(TinyMemory.configuration(addsBos: addsBos))
        let context = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1)).context
        #expect(context.textPosition == (addsBos ? 25 : 24))
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context)
        for end in text.indices {
            let logits = batch.step([Feed(sequence: sequence, tokens: [text[end]])])
            #expect(logits.distance(to: SelfUpdateTests.logits(model, context, Array(text[...end]))) < 1e-5)
        }
    }

    @Test("a pool before its first fill reads as the plain model, and its first update fills it")
    func firstFill() throws {
        let model = try TinyMemory.model()
        let empty = MemorySnapshot(model, sources: [], shards: [SlotTable(lists: [[]])])
        #expect(empty.tokens == 0)
        #expect(empty.context.memory.isEmpty && empty.context.textPosition == 0)
        let delta = model.selfUpdate([7, 9, 11], tail: nil)
        let filled = empty.absorbing(model.project(delta), shard: 0, forgotten: [], shardTokens: 24)
        let wanted = MemorySnapshot(model, pool: delta.gathering(firstFillRows(rows: 3, tokens: 24)))
        #expect(SelfUpdateTests.logits(model, filled.context, text)
            .distance(to: SelfUpdateTests.logits(model, wanted.context, text)) < 1e-6)
    }

    @Test("of a pool in shards those that are filled are read")
    func someFilled() throws {
        let model = try TinyMemory.model()
        let empty = MemorySnapshot(model, sources: [], shards: [SlotTable(lists: [[]]), SlotTable(lists: [[]])])
        #expect(empty.context.memory.isEmpty)
        let delta = TinyMemory.tokens(4, seed: 3)
        let half = empty.absorbing(model.project(delta), shard: 1, forgotten: [], shardTokens: 12)
        let wanted = MemorySnapshot(model, pool: delta.gathering(firstFillRows(rows: 4, tokens: 12)))
        #expect(SelfUpdateTests.logits(model, half.context, text)
            .distance(to: SelfUpdateTests.logits(model, wanted.context, text)) < 1e-6)
    }

    @Test("a text that has no positions left is refused with both numbers")
    func positions() throws {
        let model = try TinyMemory.model()
        let context = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1)).context
        try context.requirePositions(text: 200, following: 31, in: model.configuration)
        #expect(throws: PositionsExceeded(needed: 257, limit: 256)) {
            try context.requirePositions(text: 200, following: 32, in: model.configuration)
        }
    }

    @Test("tokens that nobody reads any more are let go, and compaction frees the rest")
    func sparsity() throws {
        let model = try TinyMemory.model()
        var snapshot = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1))
        for step in 0..<6 {
            let delta = model.project(TinyMemory.tokens(4, seed: UInt64(step)))
            snapshot = snapshot.absorbing(delta, shard: 0, forgotten: [[0, 1, 2, 3]], shardTokens: 24)
        }
        #expect(snapshot.sparsity == 1)
        for step in 0..<6 {
            let delta = model.project(TinyMemory.tokens(4, seed: UInt64(step)))
            snapshot = snapshot.absorbing(delta, shard: 0, forgotten: [[1, 9, 17, 23]], shardTokens: 24)
        }
        #expect(snapshot.sparsity > 1.2)
        #expect(snapshot.compacted().sparsity == 1)
    }

    @Test("the bytes of a delta come back, and other sizes are refused")
    func bytes() throws {
        let delta = TinyMemory.tokens(4, seed: 1)
        let back = try PoolDelta(layers: 3, width: 32, bytes: delta.bytes)
        #expect(back.rows == 4 && back.digest == delta.digest && back.values.array == delta.values.array)
        for count in [0, 1, delta.bytes.count - 4] {
            #expect(throws: PoolStateError.self) {
                try PoolDelta(layers: 3, width: 32, bytes: Array(delta.bytes[..<count]))
            }
        }
    }

    @Test("folding blobs by a state's slots equals the pool in numbers; a tail is its newest rows", arguments: [1, 2])
    func folding(shards: Int) throws {
        let model = try TinyMemory.model(TinyMemory.configuration(perLayer: true))
        let shape = try #require(model.poolShape(shards: shards))
        let base = TinyMemory.tokens(24, seed: 1)
        var blobs = [base.digest: base.bytes]
        var state = PoolState(model: ModelDigest(of: [1]), shape: shape, base: base.digest)
        var parts = (0..<shards).map { shard in
            PoolDelta((0..<3).map { base[$0][rows: shard * 24 / shards..<(shard + 1) * 24 / shards] })
        }
        for step in 0..<9 {
            let delta = TinyMemory.tokens(4, seed: UInt64(50 + step)), shard = step * 5 % shards
            blobs[delta.digest] = delta.bytes
            let forgotten = Forgetting(seed: 5).slots(shape: shape, shard: shard, chainIndex: UInt64(step), rows: 4)
            try state.absorb(delta: delta.digest, rows: 4, shard: shard, forgotten: forgotten)
            parts[shard] = parts[shard].replacing(forgotten: forgotten, with: delta)
        }
        struct Missing: Error {}
        func blob(_ source: SlotSource) throws(Missing) -> [UInt8] {
            guard let bytes = blobs[source.blob] else { throw Missing() }
            return bytes
        }
        #expect(try state.foldedBytes(reading: blob) == Self.joined(parts).bytes)
        #expect(try state.tailBytes(shard: 0, reading: blob) == parts[0].tail(4).bytes)
        blobs[base.digest] = Array(base.bytes.dropLast())
        #expect(throws: FoldingError<Missing>.self) { try state.foldedBytes(reading: blob) }
    }
}
