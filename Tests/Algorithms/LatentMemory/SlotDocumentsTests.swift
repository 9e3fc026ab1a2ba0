import LatentMemory
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Which documents a row looks at")
struct SlotDocumentsTests {
    let text: [Int32] = [5, 17, 60, 0, 33, 8, 8, 41, 29]

    private func document(_ number: Int) throws -> DocumentID {
        try #require(DocumentID(bytes: [UInt8](repeating: UInt8(number), count: 16)))
    }

    @Test("noting attention changes no logit, and is there once for those who asked")
    func noting() throws {
        let model = try TinyMemory.model()
        let context = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1)).context
        var batch = DecodingBatch(model.decoder)
        let noted = batch.add(reading: context), other = batch.add(reading: context)
        let logits = batch.step([
            Feed(sequence: noted, tokens: text, notesAttention: true), Feed(sequence: other, tokens: text),
        ])
        #expect(logits[rows: 0..<1].array == logits[rows: 1..<2].array)
        let taken = [batch.takeAttention(of: noted), batch.takeAttention(of: noted), batch.takeAttention(of: other)]
        let attention = try #require(taken[0])
        #expect(taken[1] == nil && taken[2] == nil)
        #expect(attention.layers.map(\.count) == [25, 25, 25], "beta and 24 slots")
        for layer in attention.layers {
            #expect(layer.allSatisfy { $0 > 0 } && layer.reduce(0, +) < 1, "the text has the rest")
        }
    }

    @Test("it is the last token's attention, whatever was fed before it in how many parts")
    func parts() throws {
        let model = try TinyMemory.model()
        let context = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 1)).context
        var batch = DecodingBatch(model.decoder)
        let whole = batch.add(reading: context), parted = batch.add(reading: context)
        _ = batch.step([
            Feed(sequence: parted, tokens: Array(text[..<5])),
            Feed(sequence: whole, tokens: text, notesAttention: true),
        ])
        _ = batch.step([Feed(sequence: parted, tokens: Array(text[5...]), notesAttention: true)])
        let taken = [batch.takeAttention(of: whole), batch.takeAttention(of: parted)]
        let first = try #require(taken[0]), second = try #require(taken[1])
        for (mine, theirs) in zip(first.layers.joined(), second.layers.joined()) { #expect(abs(mine - theirs) < 1e-5) }
    }

    @Test("shares follow the slots through forgetting, shards and compaction", arguments: [false, true], [1, 3])
    func following(perLayer: Bool, shards: Int) throws {
        let model = try TinyMemory.model(TinyMemory.configuration(perLayer: perLayer))
        let shape = try #require(model.poolShape(shards: shards))
        var owners: [[[DocumentID?]]] = (0..<shards).map { _ in
            Array(repeating: Array(repeating: nil, count: 24 / shards), count: 3)
        }
        var snapshot = MemorySnapshot(model, pool: TinyMemory.tokens(24, seed: 0), shards: shards)
        for step in 0..<15 {
            let shard = step % shards
            let forgotten = Forgetting(seed: 5).slots(shape: shape, shard: shard, chainIndex: UInt64(step), rows: 4)
            // Every document comes in two pieces.
            let document = try document(step / 2)
            for layer in 0..<3 {
                let gone = Set(forgotten[forgotten.count == 1 ? 0 : layer].map(Int.init))
                let kept = owners[shard][layer].enumerated().filter { !gone.contains($0.offset) }.map(\.element)
                owners[shard][layer] = kept + Array(repeating: document, count: 4)
            }
            let delta = model.project(TinyMemory.tokens(4, seed: UInt64(step))).of(document)
            snapshot = snapshot.absorbing(delta, shard: shard, forgotten: forgotten, shardTokens: 24 / shards)
            if step == 9 { snapshot = snapshot.compacted() }
            // Slot j of layer l has (1 + j + l) parts; beta, before them, has as many as all together.
            let layers = (0..<3).map { layer in [Float(1)] + (0..<24).map { Float(1 + $0 + layer) / 1000 } }
            let found = snapshot.documents.shares(of: MemoryAttention(layers: layers), max: 99)
            let wanted = Self.shares(owners, layers)
            #expect(Set(found.map(\.document)) == Set(wanted.keys))
            for share in found { #expect(abs(share.share - (wanted[share.document] ?? 9)) < 1e-5) }
            #expect(found.map(\.share) == found.map(\.share).sorted(by: >))
            #expect(snapshot.documents.shares(of: MemoryAttention(layers: layers), max: 2) == Array(found.prefix(2)))
        }
    }

    private static func shares(_ owners: [[[DocumentID?]]], _ layers: [[Float]]) -> [DocumentID: Float] {
        var sums: [DocumentID: Float] = [:]
        var total: Float = 0
        for (layer, masses) in layers.enumerated() {
            for (owner, mass) in zip(owners.flatMap { $0[layer] }, masses.dropFirst()) {
                total += mass
                if let owner { sums[owner, default: 0] += mass }
            }
        }
        return sums.mapValues { $0 / total }
    }

    @Test("a pool of documents alone gives them all of the attention on memory; an empty one names nobody")
    func firstFill() throws {
        let model = try TinyMemory.model()
        let empty = MemorySnapshot(model, sources: [], shards: [SlotTable(lists: [[]])])
        #expect(empty.documents.shares(of: try attention(empty, model), max: 5).isEmpty)
        let delta = model.project(model.selfUpdate([7, 9, 11], tail: nil)).of(try document(3))
        let filled = empty.absorbing(delta, shard: 0, forgotten: [], shardTokens: 24)
        let shares = filled.documents.shares(of: try attention(filled, model), max: 5)
        #expect(shares.map(\.document) == [try document(3)])
        #expect(shares.allSatisfy { abs($0.share - 1) < 1e-6 })
    }

    private func attention(_ snapshot: MemorySnapshot, _ model: MemoryModel) throws -> MemoryAttention {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: snapshot.context)
        _ = batch.step([Feed(sequence: sequence, tokens: text, notesAttention: true)])
        let taken = batch.takeAttention(of: sequence)
        return try #require(taken)
    }
}
