import Autograd
import Tensors
import Testing

@Suite("Gradients of losses and activations, against central differences")
struct LossTests {
    private let differences = CentralDifferences()
    static let sizes = [(1, 2), (3, 7), (5, 64), (2, 1000)]

    private func x(_ rows: Int, _ columns: Int, _ seed: UInt64 = 1) -> Tensor {
        numbers(rows, columns, seed: seed, scale: 2)
    }

    @Test("log-softmax at targets, and KL by both sides", arguments: sizes)
    func softmax(rows: Int, columns: Int) {
        let targets = (0..<rows).map { Int32($0 % columns) }
        let sampling = rows * columns / 60 + 1
        #expect(differences.error(of: [x(rows, columns)], sampling: sampling) {
            $0.logSoftmax($1[0], at: targets)
        } < 1e-4)
        let weights = (0..<rows).map { Float($0 + 1) / 3 }
        #expect(differences.error(of: [x(rows, columns), x(rows, columns, 2)], sampling: sampling) {
            $0.divergence($1[0], from: $1[1], weights: weights)
        } < 1e-4)
    }

    @Test("KL is that of the formula, and none of equal logits")
    func divergenceValue() {
        let tape = Tape(differentiates: .none)
        let a = Tensor(rows: 1, columns: 2, [0, 0]), b = Tensor(rows: 1, columns: 2, [1.0986123, 0])
        let value = tape.divergence(.constant(a), from: .constant(b), weights: [1]).value[0, 0]
        #expect(abs(value - 0.5 * 0.28768207) < 1e-6)
        #expect(abs(tape.divergence(.constant(b), from: .constant(b), weights: [1]).value[0, 0]) < 1e-7)
    }

    @Test("sums, norms of rows, positives' mean, the greatest numbers' mean", arguments: sizes)
    func reductions(rows: Int, columns: Int) {
        let x = x(rows, columns), sampling = rows * columns / 60 + 1
        let near = CentralDifferences(step: 1e-3)
        #expect(differences.error(of: [x], sampling: sampling) { $0.sum($1[0]) } < 1e-4)
        #expect(differences.error(of: [x], sampling: sampling) { $0.rowNorms($1[0]) } < 1e-4)
        #expect(near.error(of: [x], sampling: sampling) { $0.meanOfPositives($1[0]) } < 2e-3)
        #expect(near.error(of: [x], sampling: sampling) { $0.topMean($1[0], min(3, columns)) } < 2e-3)
    }

    @Test("a norm of zeros and a mean of no positives have gradient zero, and are numbers")
    func edges() {
        let tape = Tape(differentiates: .none)
        let leaf = tape.leaf(.zeros(rows: 2, columns: 3))
        tape.backward(from: tape.add(tape.sum(tape.rowNorms(leaf)), tape.meanOfPositives(leaf)))
        #expect(tape.gradient(of: leaf)?.array == Array(repeating: 0, count: 6))
    }

    @Test("sigmoid, SiLU, both GELUs and products", arguments: sizes)
    func activations(rows: Int, columns: Int) {
        let x = x(rows, columns), y = self.x(rows, columns, 5), sampling = rows * columns / 60 + 1
        #expect(differences.error(of: [x], sampling: sampling) { $0.sigmoid($1[0]) } < 1e-4)
        #expect(differences.error(of: [x], sampling: sampling) { $0.silu($1[0]) } < 1e-4)
        #expect(differences.error(of: [x], sampling: sampling) { $0.exactGELU($1[0]) } < 1e-4)
        #expect(differences.error(of: [x], sampling: sampling) { $0.gelu($1[0]) } < 1e-4)
        #expect(differences.error(of: [x, y], sampling: sampling) { $0.multiply($1[0], $1[1]) } < 1e-4)
    }
}
