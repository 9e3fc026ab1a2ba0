import Autograd
import Tensors
import TestKit

/// Numbers in -1 ..< 1 which depend on the seed alone.
func numbers(_ rows: Int, _ columns: Int, seed: UInt64, scale: Float = 1) -> Tensor {
    var generator = SplitMix64(seed: seed)
    return Tensor(rows: rows, columns: columns, (0..<rows * columns).map { _ in
        (Float(generator.next() >> 40) / Float(1 << 23) - 1) * scale
    })
}

/// Compares the gradients a tape takes with differences of the values it computes.
struct CentralDifferences {
    /// The step; the formula's own error falls with its fourth power.
    var step: Float = 0.02

    typealias Operation = (Tape, [Variable]) -> Variable

    /// Σ of all numbers that `operation` gives, each times its own factor, so that no two count alike.
    private func sum(_ value: Tensor, _ factors: [Float]) -> Double {
        zip(value.array, factors).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    private func factors(_ value: Tensor) -> Tensor { numbers(value.rows, value.columns, seed: 77) }

    /// max|taken - difference| / (1 + max|difference|) over all numbers of all inputs.
    ///
    /// - Parameter sampling: every how many numbers of an input are looked at.
    func error(of inputs: [Tensor], sampling: Int = 1, _ operation: Operation) -> Double {
        let tape = Tape(differentiates: .none)
        let leaves = inputs.map { tape.leaf($0) }
        let value = operation(tape, leaves)
        let factors = factors(value.value)
        tape.backward(from: value, gradient: factors)
        return inputs.indices.reduce(0) { worst, index in
            let taken = tape.gradient(of: leaves[index])?.array ?? Array(repeating: 0, count: inputs[index].count)
            return max(worst, error(taken, index, inputs, factors.array, sampling, operation))
        }
    }

    private func error(
        _ taken: [Float], _ index: Int, _ inputs: [Tensor], _ factors: [Float], _ sampling: Int,
        _ operation: Operation
    ) -> Double {
        var (distance, greatest) = (0.0, 0.0)
        for place in stride(from: 0, to: taken.count, by: sampling) {
            let wanted = difference(at: place, index, inputs, factors, operation)
            let found = abs(Double(taken[place]) - wanted)
            distance = found.isNaN ? .infinity : max(distance, found)
            greatest = max(greatest, abs(wanted))
        }
        return distance / (1 + greatest)
    }

    private func difference(
        at place: Int, _ index: Int, _ inputs: [Tensor], _ factors: [Float], _ operation: Operation
    ) -> Double {
        func moved(_ by: Float) -> Double {
            var moved = inputs
            var values = inputs[index].array
            values[place] += by
            moved[index] = Tensor(rows: inputs[index].rows, columns: inputs[index].columns, values)
            let tape = Tape(differentiates: .none)
            return sum(operation(tape, moved.map { .constant($0) }).value, factors)
        }
        let near = moved(step) - moved(-step), far = moved(2 * step) - moved(-2 * step)
        return (8 * near - far) / (12 * Double(step))
    }

    /// The same for a parameter, which `operation` is to use under the name "w".
    func error(ofParameter value: Tensor, sampling: Int = 1, _ operation: (Tape, Tensor) -> Variable) -> Double {
        let tape = Tape(differentiates: .only(["w"]))
        let result = operation(tape, value)
        let factors = factors(result.value)
        tape.backward(from: result, gradient: factors)
        let taken = tape.takeGradients()["w"]?.array ?? []
        guard taken.count == value.count else { return .infinity }
        return error(taken, 0, [value], factors.array, sampling) { operation($0, $1[0].value) }
    }
}
