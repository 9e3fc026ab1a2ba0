import LatentMemory
import Tensors
import Testing
import Transformer

@Suite("Wang et al. 2024, section 3.1.2: the self-update")
struct SelfUpdateTests {
    let long: [Int32] = [5, 17, 60, 0, 33, 8, 8, 41, 29]
    let short: [Int32] = [12, 3]

    @Test("delta has K rows per layer for any text, longer and shorter than K", arguments: 1..<12)
    func shape(count: Int) throws {
        let model = try TinyMemory.model()
        let text = (0..<Int32(count)).map { $0 * 5 % 61 }
        let delta = model.selfUpdate(text, tail: TinyMemory.tokens(4, seed: 2))
        #expect(delta.layers == 3 && delta.rows == 4 && delta.width == 32)
        #expect(delta.values.array.allSatisfy { $0.isFinite })
    }

    @Test("reads only the newest K tokens: nothing of it depends on N")
    func independentOfN() throws {
        let small = try TinyMemory.model(TinyMemory.configuration(blocks: 2))
        let large = try TinyMemory.model(TinyMemory.configuration(blocks: 40))
        let tail = TinyMemory.tokens(4, seed: 2)
        #expect(small.selfUpdate(long, tail: tail).bytes == large.selfUpdate(long, tail: tail).bytes)
    }

    @Test("with n < K the first K - n rows are old tokens again, whatever the text says")
    func stale() throws {
        let model = try TinyMemory.model()
        let tail = TinyMemory.tokens(4, seed: 2)
        let one = model.selfUpdate([12, 3], tail: tail), other = model.selfUpdate([44, 60], tail: tail)
        for layer in 0..<3 {
            #expect(one[layer][rows: 0..<2].distance(to: other[layer][rows: 0..<2]) < 1e-6)
            #expect(one[layer][rows: 2..<4].distance(to: other[layer][rows: 2..<4]) > 1e-3)
        }
    }

    @Test("pieces of different pools in one pass give what each gives alone", arguments: [false, true])
    func batch(adapters: Bool) throws {
        let model = try TinyMemory.model(TinyMemory.configuration(adapters: adapters))
        let pieces = [
            WritePiece(tokens: long, tail: TinyMemory.tokens(4, seed: 2)),
            WritePiece(tokens: short, tail: TinyMemory.tokens(4, seed: 3)),
            WritePiece(tokens: Array(long[..<4]), tail: nil),
            WritePiece(tokens: long.reversed(), tail: TinyMemory.tokens(4, seed: 4)),
            WritePiece(tokens: short, tail: nil),
        ]
        let together = model.selfUpdate(pieces)
        #expect(together.map(\.rows) == [4, 4, 4, 4, 2])
        for (piece, delta) in zip(pieces, together) {
            #expect(delta.values.distance(to: model.selfUpdate([piece])[0].values) < 1e-5)
        }
    }

    @Test("a pass can be ended before every layer, and is not gone on with", arguments: 0..<3)
    func ended(layer: Int) throws {
        struct Stop: Error {}
        let piece = WritePiece(tokens: long, tail: TinyMemory.tokens(4, seed: 2))
        let model = try TinyMemory.model()
        var asked = 0
        #expect(throws: Stop.self) {
            _ = try model.selfUpdate([piece]) { () throws(Stop) in
                if asked == layer { throw Stop() }
                asked += 1
            }
        }
        #expect(asked == layer)
    }

    @Test("adapters write and read apart: changing one leaves the other's work as it was")
    func adapters() throws {
        let plain = try TinyMemory.model()
        let adapted = try TinyMemory.model(TinyMemory.configuration(adapters: true))
        let tail = TinyMemory.tokens(4, seed: 2)
        let delta = plain.selfUpdate(long, tail: tail).values
        #expect(delta.distance(to: adapted.selfUpdate(long, tail: tail).values) > 1e-3)
        for (model, isSame) in [(adapted, false), (plain, true)] {
            let slots = (0..<UInt32(4)).map { SlotPlace(source: 0, row: $0) }
            let read = model.context(sources: [model.project(tail)], slots: [slots])
            let written = Self.logits(model, model.contextOfDeltaAlone(tail), long)
            #expect((written.distance(to: Self.logits(model, read, long)) < 1e-5) == isSame)
        }
    }

    @Test("before the first fill the 7B class adds no epsilon, and the 8B class one more to all layers but the last")
    func firstFill() throws {
        let seven = try TinyMemory.model(TinyMemory.configuration(class: .llama7B))
        let eight = try TinyMemory.model(TinyMemory.configuration(class: .llama8B))
        let (a, b) = (seven.selfUpdate(long, tail: nil), eight.selfUpdate(long, tail: nil))
        #expect(a.rows == 4 && b.rows == 4)
        for layer in 0..<3 { #expect(a[layer].distance(to: b[layer]) > 1e-3) }
        #expect(seven.selfUpdate(short, tail: nil).rows == 2)
    }

    static func logits(_ model: MemoryModel, _ context: ReadingContext, _ tokens: [Int32]) -> Tensor {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context)
        return batch.step([Feed(sequence: sequence, tokens: tokens)])
    }
}
