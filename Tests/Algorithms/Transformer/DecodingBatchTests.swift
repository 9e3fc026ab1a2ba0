import Synchronization
import Tensors
import Testing
import Transformer

@Suite("Sequences decoded together")
struct DecodingBatchTests {
    let text: [Int32] = [5, 17, 60, 0, 33, 8, 8, 41, 29, 2, 50, 11]

    private func whole(_ tokens: [Int32], _ decoder: Decoder) -> Tensor {
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(reading: .plain)
        return batch.step([Feed(sequence: sequence, tokens: tokens)])
    }

    @Test("decoding with a cache equals the forward pass over the whole text, for every place", arguments: [
        RotaryConfiguration.Scaling.none, .linear(factor: 3), .dynamic(factor: 2),
        .llama3(factor: 4, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositionsMax: 64),
    ])
    func cache(scaling: RotaryConfiguration.Scaling) throws {
        let decoder = try TinyModel.decoder(TinyModel.configuration(scaling: scaling))
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(reading: .plain, capacity: 2)
        var logits = batch.step([Feed(sequence: sequence, tokens: Array(text[..<4]))])
        #expect(logits.distance(to: whole(Array(text[..<4]), decoder)) < 1e-5)
        for end in 5...text.count {
            logits = batch.step([Feed(sequence: sequence, tokens: [text[end - 1]])])
            #expect(logits.distance(to: whole(Array(text[..<end]), decoder)) < 1e-5)
        }
        #expect(batch.tokens(of: sequence) == text.count)
    }

    @Test("a sequence's logits do not depend on its company", arguments: [WeightFormat.f32, .bf16, .int8])
    func company(format: WeightFormat) throws {
        let source = RandomWeights(seed: 4, format: format)
        let decoder = Decoder(try ModelWeights(TinyModel.configuration(tied: true), from: source))
        var batch = DecodingBatch(decoder)
        let first = batch.add(reading: .plain), second = batch.add(reading: .plain)
        let together = batch.step([
            Feed(sequence: first, tokens: Array(text[..<7])), Feed(sequence: second, tokens: Array(text[3...])),
        ])
        #expect(together[rows: 0..<1].distance(to: whole(Array(text[..<7]), decoder)) < 1e-5)
        #expect(together[rows: 1..<2].distance(to: whole(Array(text[3...]), decoder)) < 1e-5)
        let third = batch.add(reading: .plain)
        let mixed = batch.step([
            Feed(sequence: third, tokens: text), Feed(sequence: second, tokens: [7]),
            Feed(sequence: first, tokens: [text[7]]),
        ])
        #expect(mixed[rows: 2..<3].distance(to: whole(Array(text[..<8]), decoder)) < 1e-5)
        #expect(mixed[rows: 0..<1].distance(to: whole(text, decoder)) < 1e-5)
        batch.remove(second)
        #expect(batch.count == 2)
        let alone = batch.step([Feed(sequence: first, tokens: [text[8]])])
        #expect(alone.distance(to: whole(Array(text[..<9]), decoder)) < 1e-5)
    }

    @Test("positions count: the same tokens further on give other logits, and equal distances equal attention")
    func positions() throws {
        let decoder = try TinyModel.decoder()
        var batch = DecodingBatch(decoder)
        let moved = batch.add(reading: ReadingContext(memory: [], textPosition: 90))
        let logits = batch.step([Feed(sequence: moved, tokens: text)])
        #expect(logits.distance(to: whole(text, decoder)) < 1e-4)
        #expect(whole(text.reversed(), decoder).distance(to: whole(text, decoder)) > 1e-2)
    }

    @Test("a hook replaces a site for its own group alone, and a reading hook changes nothing")
    func hooks() throws {
        let decoder = try TinyModel.decoder()
        let seen = Mutex<[Int]>([])
        var reading = HookPlan()
        for module: HookSite.Module in [
            .projection(.query), .projection(.down), .attention, .feedForward, .block,
        ] {
            reading.add(at: HookSite(layer: 1, module: module)) { rows in
                seen.withLock { $0.append(rows.columns) }
                return rows
            }
        }
        var replacing = HookPlan()
        replacing.add(at: HookSite(layer: 2, module: .block)) { Tensor.zeros(rows: $0.rows, columns: $0.columns) }
        var batch = DecodingBatch(decoder)
        let plain = batch.add(reading: .plain), read = batch.add(reading: .plain, hooks: reading)
        let replaced = batch.add(reading: .plain, hooks: replacing)
        let logits = batch.step([plain, replaced, read].map { Feed(sequence: $0, tokens: text) })
        let wanted = whole(text, decoder)
        #expect(logits[rows: 0..<1].distance(to: wanted) < 1e-5)
        #expect(logits[rows: 1..<2].array.allSatisfy { $0 == 0 })
        #expect(logits[rows: 2..<3].distance(to: wanted) < 1e-5)
        #expect(seen.withLock { $0 } == [32, 32, 32, 32, 32])
    }

    @Test("hooks at the embedding, the last norm and the head see the rows they should")
    func ends() throws {
        let decoder = try TinyModel.decoder()
        let rows = Mutex<[Int]>([])
        var plan = HookPlan()
        for site in [
            HookSite(layer: 0, module: .embedding), HookSite(layer: 3, module: .finalNorm),
            HookSite(layer: 3, module: .head),
        ] {
            plan.add(at: site) { value in
                rows.withLock { $0 += [value.rows, value.columns] }
                return value
            }
        }
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(reading: .plain, hooks: plan)
        _ = batch.step([Feed(sequence: sequence, tokens: text)])
        #expect(rows.withLock { $0 } == [12, 32, 1, 32, 1, 61])
    }
}
