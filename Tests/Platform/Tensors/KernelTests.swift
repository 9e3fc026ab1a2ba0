import CKernels
import Tensors
import Testing

/// Every level's kernels against formulas in Double. One after another, since the level belongs to the whole process.
@Suite("Kernels at each level the processor has", .serialized)
struct KernelTests {
    static let sizes = [1, 2, 15, 16, 17, 64, 65, 100, 2048, 2100, 4500]
    static let rows = [1, 2, 3, 4, 5, 6, 7, 13, 100]

    private func atEachLevel(_ body: (CPU.Level) throws -> Void) rethrows {
        defer { CPU.force(nil) }
        for level in CPU.levels {
            CPU.force(level)
            try body(level)
        }
    }

    /// What the sum of so many products up to 1 may lose in f32, one after another; a product left out is far more.
    private func tolerance(_ inputs: Int) -> Double { 6e-8 * Double(inputs) + 2e-6 }

    @Test("f32 and bf16 products equal the formula at odd sizes", arguments: sizes)
    func products(inputs: Int) throws {
        for rows in Self.rows where rows * inputs < 60_000 {
            let x = Reference.tensor(rows, inputs, seed: UInt64(rows))
            for format in [WeightFormat.f32, .bf16] {
                let weight = try Weight(Reference.tensor(21, inputs, seed: 999), format: format)
                let wanted = Reference.product(x, weight.widened())
                atEachLevel { level in
                    let error = Reference.error(Verbs.linear(x, weight, rounding: .exact), wanted)
                    #expect(error < tolerance(inputs), "\(level), \(format), \(rows) x \(inputs)")
                }
            }
        }
    }

    @Test("rounded bf16 products equal the formula with rounded inputs", arguments: sizes)
    func bf16(inputs: Int) throws {
        for rows in Self.rows where rows * inputs < 60_000 {
            let x = Reference.tensor(rows, inputs, seed: UInt64(rows))
            let weight = try Weight(Reference.tensor(21, inputs, seed: 999), format: .bf16)
            let wanted = Reference.product(try Weight(x, format: .bf16).widened(), weight.widened())
            atEachLevel { level in
                let error = Reference.error(Verbs.linear(x, weight), wanted)
                #expect(error < tolerance(inputs), "\(level), \(rows) x \(inputs)")
            }
        }
    }

    @Test("int8 products equal the formula with inputs rounded block by block", arguments: sizes)
    func int8(inputs: Int) throws {
        for rows in Self.rows where rows * inputs < 60_000 {
            let x = Reference.tensor(rows, inputs, seed: UInt64(rows))
            let weight = try Weight(Reference.tensor(21, inputs, seed: 999), format: .int8)
            let wanted = Reference.product(Reference.roundedToBlocks(x), weight.widened())
            atEachLevel { level in
                let error = Reference.error(Verbs.linear(x, weight), wanted)
                #expect(error < 2 * tolerance(inputs), "\(level), \(rows) x \(inputs)")
            }
        }
    }

    @Test("a row alone and among others gives the same bits with bf16 and int8 weights",
        arguments: [WeightFormat.bf16, .int8])
    func company(format: WeightFormat) throws {
        let x = Reference.tensor(23, 2500, seed: 1)
        let weight = try Weight(Reference.tensor(37, 2500, seed: 2), format: format)
        atEachLevel { level in
            let all = Verbs.linear(x, weight)
            for row in [0, 5, 22] {
                #expect(Verbs.linear(x[rows: row..<row + 1], weight).array == all[rows: row..<row + 1].array,
                    "\(level)")
            }
        }
    }

    @Test("a row alone and among others differs by at most 1e-5 with f32 weights")
    func companyF32() throws {
        let x = Reference.tensor(100, 2500, seed: 1)
        let weight = try Weight(Reference.tensor(37, 2500, seed: 2, scale: 0.02), format: .f32)
        atEachLevel { level in
            let all = Verbs.linear(x, weight)
            for row in [0, 5, 99] {
                let alone = Verbs.linear(x[rows: row..<row + 1], weight)
                #expect(Reference.error(alone, all[rows: row..<row + 1].array.map(Double.init)) < 1e-5, "\(level)")
            }
        }
    }

    @Test("attention equals the formula", arguments: AttentionTests.cases)
    func attention(_ example: AttentionTests.Case) {
        let setting = Setting(example, seed: 11)
        atEachLevel { level in
            let found = Verbs.attention(setting.queries, [setting.context], heads: example.shape,
                rotary: setting.rotary)
            #expect(Reference.error(found, setting.wanted) < 2e-6, "\(level)")
        }
    }

    @Test("norm, gate, rotation and exponential equal their formulas", arguments: [2, 16, 30, 64, 130])
    func elementwise(width: Int) {
        let (x, other) = (Reference.tensor(3, width, seed: 1, scale: 9), Reference.tensor(3, width, seed: 2))
        let rotary = Rotary(frequencies: (0..<width / 2).map { 1 / Float(1 + $0) }, divisor: 2)
        atEachLevel { level in
            let norm = Verbs.rmsNorm(x, weight: other[rows: 1..<2], epsilon: 1e-5)
            #expect(Reference.error(norm, Reference.norm(x, other[rows: 1..<2], epsilon: 1e-5)) < 1e-6, "\(level)")
            let centred = Verbs.layerNorm(
                x, weight: other[rows: 1..<2], bias: other[rows: 2..<3], epsilon: 1e-5)
            let wanted = Reference.layerNorm(x, other[rows: 1..<2], other[rows: 2..<3], epsilon: 1e-5)
            #expect(Reference.error(centred, wanted) < 1e-6, "\(level)")
            #expect(Reference.error(Verbs.gate(x, other), Reference.gate(x, other)) < 2e-6, "\(level)")
            #expect(Reference.error(Verbs.gelu(x), Reference.gelu(x)) < 2e-6, "\(level)")
            let turned = Verbs.rotate(x, positions: [0, 9, 10_001], by: rotary)
            #expect(Reference.error(turned, Reference.rotated(x, [0, 9, 10_001], rotary)) < 3e-6, "\(level)")
            #expect(Reference.error(x.softmax(row: 2), Reference.softmax(x, row: 2)) < 3e-7, "\(level)")
        }
    }

    @Test("a value that is not a number reaches the result of its row, and of no other")
    func notANumber() throws {
        var values = Reference.numbers(3 * 200, seed: 1)
        values[200 + 77] = .nan
        let x = Tensor(rows: 3, columns: 200, values)
        for format in WeightFormat.allCases {
            let weight = try Weight(Reference.tensor(21, 200, seed: 7), format: format)
            atEachLevel { level in
                let y = Verbs.linear(x, weight)
                let faults = (0..<3).map { row in y[rows: row..<row + 1].array.count { $0.isNaN } }
                #expect(faults == [0, 21, 0], "\(level), \(format)")
            }
        }
    }

    @Test("gates of huge values are 0 on one side and the value on the other")
    func hugeGates() {
        let a = Tensor(rows: 1, columns: 4, [-3e38, -100, 100, 3e38])
        atEachLevel { _ in
            let y = Verbs.gate(a, Tensor(rows: 1, columns: 4, [1, 1, 1, 1]))
            #expect(abs(y[0, 0]) < 1.5 && abs(y[0, 1]) < 1e-30 && y[0, 2] == 100 && y[0, 3] == 3e38)
        }
    }

    @Test("the exclusive or of a stream is that of its words", arguments: [0, 1, 7, 31, 32, 100, 4099])
    func stream(count: Int) {
        let words = (0..<count).map { UInt64($0) &* 0x9e37_79b9_7f4a_7c15 }
        atEachLevel { level in
            #expect(unsafe ck_stream(words, count) == words.reduce(0, ^), "\(level)")
        }
    }
}
