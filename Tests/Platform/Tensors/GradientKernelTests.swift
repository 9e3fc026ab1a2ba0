import CKernels
import Tensors
import Testing

/// The backward kernels of every level against the plain ones, which Autograd's tests hold against differences. One
/// after another, since the level belongs to the whole process.
@Suite("Backward kernels at each level the processor has", .serialized)
struct GradientKernelTests {
    private func sameAtEachLevel(_ name: String, _ body: () -> [Tensor]) {
        defer { CPU.force(nil) }
        CPU.force(.plain)
        let plain = body()
        for level in CPU.levels {
            CPU.force(level)
            for (found, wanted) in zip(body(), plain) {
                let error = Reference.error(found, wanted.array.map(Double.init))
                let greatest = wanted.array.map { abs(Double($0)) }.max() ?? 0
                #expect(error < 2e-6 * (1 + greatest), "\(name), \(level)")
            }
        }
    }

    static let widths = [1, 2, 7, 16, 33, 100, 1030]

    @Test("norms, gates, activations", arguments: widths)
    func rows(width: Int) {
        let x = Reference.tensor(3, width, seed: 1, scale: 4), g = Reference.tensor(3, width, seed: 2)
        let w = Reference.tensor(1, width, seed: 3), sum = Reference.tensor(3, width, seed: 4)
        sameAtEachLevel("RMS norm") {
            [
                Verbs.addNormGradient(g, x, weight: w, epsilon: 1e-5),
                Verbs.addNormGradient(g, x, weight: w, epsilon: 1e-5, to: sum),
                Verbs.addNormWeightGradient(g, x, epsilon: 1e-5, to: w),
            ]
        }
        sameAtEachLevel("layer norm") {
            [
                Verbs.addLayerNormGradient(g, x, weight: w, epsilon: 1e-2, to: sum),
                Verbs.addLayerNormWeightGradient(g, x, epsilon: 1e-2), Verbs.addRowSum(g, to: w),
            ]
        }
        sameAtEachLevel("activations") {
            let (da, db) = Verbs.gateGradients(g, x, sum)
            return [da, db, Verbs.geluGradient(g, x), Verbs.sigmoid(x), Verbs.multiply(x, g)]
        }
        sameAtEachLevel("divergence") {
            let result = Verbs.divergences(x, sum)
            return [result.first, result.second, Tensor(rows: 1, columns: 3, result.values)]
        }
        sameAtEachLevel("cross-entropy") {
            let result = Verbs.crossEntropyRows(
                x, targets: [0, Int32(width - 1), Int32(width / 2)], weights: [1, 0.5, -2], back: true)
            return [result.gradient, Tensor(rows: 1, columns: 3, result.losses)]
        }
    }

    @Test("attention and its rotation", arguments: [2, 8, 16, 34])
    func attention(width: Int) {
        let heads = HeadShape(heads: 4, kvHeads: 2, width: width)
        let rotary = Rotary(frequencies: (0..<width / 2).map { 1 / Float(1 + $0) })
        let groups = [AttentionRows(queries: 70, text: 75, prefix: 40), AttentionRows(queries: 3, text: 3)]
        let q = Reference.tensor(73, 4 * width, seed: 1), g = Reference.tensor(73, 4 * width, seed: 2)
        let context = AttentionKeys(
            keys: Reference.tensor(78, 2 * width, seed: 3), values: Reference.tensor(78, 2 * width, seed: 4),
            prefixKeys: Reference.tensor(40, 2 * width, seed: 5),
            prefixValues: Reference.tensor(40, 2 * width, seed: 6))
        sameAtEachLevel("attention") {
            let (out, sums) = Verbs.attentionWithSums(q, context, groups, heads: heads)
            let back = Verbs.attentionGradients(
                g, q, context, out: out, sums: sums, groups, heads: heads, ofPrefix: true)
            let turned = Verbs.rotateBack(q, positions: Array(0..<73), by: rotary)
            return [out, sums, back.queries, back.keys, back.values, turned]
                + [back.prefixKeys, back.prefixValues].compactMap(\.self)
        }
    }

    @Test(
        "our own matrix product equals the formula in all four forms",
        arguments: [(1, 1, 1), (5, 7, 33), (20, 3, 64)])
    func products(m: Int, n: Int, k: Int) {
        let (a, b) = (Reference.tensor(m, k, seed: 1), Reference.tensor(n, k, seed: 2))
        let before = Reference.tensor(m, n, seed: 3)
        let wanted = zip(Reference.product(a, b), before.array).map { 0.5 * $0 + 2 * Double($1) }
        defer { CPU.force(nil) }
        for level in CPU.levels {
            CPU.force(level)
            for (turnedA, turnedB) in [(false, false), (false, true), (true, false), (true, true)] {
                var c = before.array
                unsafe ck_gemm(
                    turnedA ? 1 : 0, turnedB ? 1 : 0, m, n, k, 0.5, (turnedA ? a.transposed() : a).array,
                    turnedA ? m : k, (turnedB ? b : b.transposed()).array, turnedB ? k : n, 2, &c, n)
                #expect(Reference.error(c, wanted) < 1e-5, "\(level), \(turnedA), \(turnedB)")
            }
        }
    }

    @Test("products of gradients add to what is there, whatever the weight's format", arguments: WeightFormat.allCases)
    func linear(format: WeightFormat) throws {
        let (g, x) = (Reference.tensor(40, 300, seed: 1), Reference.tensor(40, 21, seed: 2))
        let weight = try Weight(Reference.tensor(300, 21, seed: 3), format: format)
        let byInput = Reference.product(g, weight.widened().transposed())
        let sum = Reference.tensor(40, 21, seed: 4)
        let found = Verbs.addInputGradient(g, weight, scale: 2, to: sum)
        #expect(Reference.error(found, zip(byInput, sum.array).map { 2 * $0 + Double($1) }) < 1e-4)
        let byWeight = Reference.product(g.transposed(), x.transposed())
        #expect(Reference.error(Verbs.addWeightGradient(g, x, scale: -1), byWeight.map { -$0 }) < 1e-4)
        #expect(sum.array == Reference.tensor(40, 21, seed: 4).array)
    }
}
