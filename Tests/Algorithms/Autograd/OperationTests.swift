import Autograd
import Tensors
import Testing

@Suite("Gradients of operations, against central differences")
struct OperationTests {
    private let differences = CentralDifferences()
    static let sizes = [[1, 1, 1], [2, 3, 5], [7, 16, 4], [33, 20, 17], [64, 8, 70]]

    @Test("x Wᵀ by x and by W, y + s x Wᵀ by all three", arguments: sizes)
    func linear(size: [Int]) {
        let (n, inputs, outputs) = (size[0], size[1], size[2])
        let x = numbers(n, inputs, seed: 1), w = numbers(outputs, inputs, seed: 2), y = numbers(n, outputs, seed: 3)
        let byInput = differences.error(of: [x, y], sampling: n * inputs / 50 + 1) { tape, inputs in
            tape.addLinear(inputs[0], Matrix(Weight(sharing: w), parameter: nil), scale: 0.5, to: inputs[1])
        }
        let byWeight = differences.error(ofParameter: w, sampling: inputs * outputs / 50 + 1) { tape, w in
            tape.addLinear(.constant(x), Matrix(Weight(sharing: w), parameter: "w"), scale: -2, to: .constant(y))
        }
        #expect(byInput < 1e-4 && byWeight < 1e-4)
    }

    @Test("low-rank factors by x, A and B", arguments: [1, 4])
    func lowRank(rank: Int) {
        let x = numbers(5, 6, seed: 1), a = numbers(rank, 6, seed: 2), b = numbers(7, rank, seed: 3)
        let y = numbers(5, 7, seed: 4)
        for (name, value) in [("a", a), ("b", b)] {
            let error = differences.error(ofParameter: value) { tape, value in
                tape.addLowRank(
                    .constant(x),
                    down: Matrix(Weight(sharing: name == "a" ? value : a), parameter: name == "a" ? "w" : nil),
                    up: Matrix(Weight(sharing: name == "b" ? value : b), parameter: name == "b" ? "w" : nil),
                    scale: 0.7, to: .constant(y))
            }
            #expect(error < 1e-4, "\(name)")
        }
        let byInput = differences.error(of: [x, y]) { tape, inputs in
            tape.addLowRank(
                inputs[0], down: Matrix(Weight(sharing: a), parameter: nil),
                up: Matrix(Weight(sharing: b), parameter: nil), scale: 0.7, to: inputs[1])
        }
        #expect(byInput < 1e-4)
    }

    @Test("RMS norm by x and w", arguments: [(1, 4), (3, 17), (600, 5), (2, 128)])
    func rmsNorm(rows: Int, columns: Int) {
        let x = numbers(rows, columns, seed: 1), w = numbers(1, columns, seed: 2)
        let byInput = differences.error(of: [x], sampling: rows * columns / 40 + 1) { tape, inputs in
            tape.rmsNorm(inputs[0], weight: Row(w, parameter: nil), epsilon: 0.05)
        }
        let byWeight = differences.error(ofParameter: w, sampling: columns / 20 + 1) { tape, w in
            tape.rmsNorm(.constant(x), weight: Row(w, parameter: "w"), epsilon: 0.05)
        }
        #expect(byInput < 2e-4 && byWeight < 2e-4)
    }

    @Test("layer norm by x, w and b, and a row added to all", arguments: [(1, 4), (3, 17), (600, 5), (2, 128)])
    func layerNorm(rows: Int, columns: Int) {
        let x = numbers(rows, columns, seed: 1), w = numbers(1, columns, seed: 2), b = numbers(1, columns, seed: 3)
        let sampling = columns / 20 + 1
        let byInput = differences.error(of: [x], sampling: rows * columns / 40 + 1) { tape, inputs in
            tape.layerNorm(inputs[0], weight: Row(w, parameter: nil), bias: Row(b, parameter: nil), epsilon: 0.05)
        }
        let byWeight = differences.error(ofParameter: w, sampling: sampling) { tape, w in
            tape.layerNorm(.constant(x), weight: Row(w, parameter: "w"), bias: Row(b, parameter: nil), epsilon: 0.05)
        }
        let byBias = differences.error(ofParameter: b, sampling: sampling) { tape, b in
            tape.layerNorm(.constant(x), weight: Row(w, parameter: nil), bias: Row(b, parameter: "w"), epsilon: 0.05)
        }
        let byRow = differences.error(ofParameter: b, sampling: sampling) { tape, b in
            tape.addRow(Row(b, parameter: "w"), to: .constant(x))
        }
        #expect(byInput < 2e-4 && byWeight < 2e-4 && byBias < 2e-4 && byRow < 2e-4)
    }

    @Test("rotation by x", arguments: [(1, 2), (3, 4), (2, 16)])
    func rotation(heads: Int, width: Int) {
        let rotary = Rotary(frequencies: (0..<width / 2).map { 1 / Float($0 + 1) })
        let error = differences.error(of: [numbers(4, heads * width, seed: 1)]) { tape, inputs in
            tape.rotate(inputs[0], positions: [0, 3, 1, 90], by: rotary)
        }
        #expect(error < 1e-4)
    }

    @Test("the gate by both sides, also far from zero", arguments: [Float(1), 12])
    func gate(scale: Float) {
        let a = numbers(3, 19, seed: 1, scale: scale), b = numbers(3, 19, seed: 2)
        #expect(differences.error(of: [a, b]) { $0.gate($1[0], $1[1]) } < 2e-4)
    }

    @Test("sums and multiples, one input used twice")
    func elementwise() {
        let a = numbers(3, 5, seed: 1), b = numbers(3, 5, seed: 2)
        #expect(differences.error(of: [a, b]) { tape, inputs in
            tape.add(tape.scale(tape.add(inputs[0], inputs[1]), by: -3), tape.add(inputs[0], inputs[0]))
        } < 1e-4)
    }

    @Test("rows gathered, added, replaced, cut out and joined")
    func rows() {
        let x = numbers(6, 3, seed: 1), y = numbers(4, 3, seed: 2), z = numbers(2, 3, seed: 3)
        #expect(differences.error(of: [x]) { $0.gather($1[0], rows: [5, 0, 5, 2]) } < 1e-4)
        #expect(differences.error(of: [x, y]) { $0.scatterAdd($1[1], rows: [1, 1, 5, 0], to: $1[0]) } < 1e-4)
        #expect(differences.error(of: [x, z]) { $0.replaceRows([4, 1], of: $1[0], with: $1[1]) } < 1e-4)
        #expect(differences.error(of: [x, y]) { tape, inputs in
            tape.concatenate([
                tape.rows(2..<4, of: inputs[0]), inputs[1], tape.rows(0..<3, of: inputs[0]),
                tape.rows(0..<6, of: inputs[0]),
            ])
        } < 1e-4)
        let byTable = differences.error(ofParameter: x) { tape, x in
            tape.embed([3, 3, 0], table: Matrix(Weight(sharing: x), parameter: "w"))
        }
        #expect(byTable < 1e-4)
    }

    @Test(
        "cross-entropy by x and by the head, rows of different weight",
        arguments: [(1, 3, 5), (9, 8, 40), (40, 4, 70_000)])
    func crossEntropy(rows: Int, width: Int, vocabulary: Int) {
        let x = numbers(rows, width, seed: 1, scale: 2), head = numbers(vocabulary, width, seed: 2)
        let targets = (0..<rows).map { Int32($0 * 7 % vocabulary) }
        let weights = (0..<rows).map { Float($0 % 3) / 4 + 0.1 }
        let byInput = differences.error(of: [x], sampling: vocabulary > 1000 ? 37 : 1) { tape, inputs in
            let matrix = Matrix(Weight(sharing: head), parameter: nil)
            let loss = tape.crossEntropy(inputs[0], head: matrix, targets: targets, weights: weights)
            return tape.scale(loss.total, by: 3)
        }
        #expect(byInput < 1e-3)
        let byHead = differences.error(ofParameter: head, sampling: vocabulary > 1000 ? 39_900 : 3) { tape, head in
            let matrix = Matrix(Weight(sharing: head), parameter: "w")
            return tape.crossEntropy(.constant(x), head: matrix, targets: targets, weights: weights).total
        }
        #expect(byHead < 1e-3)
    }
}
