import Foundation
import Tensors

extension Reference {
    static func norm(_ x: Tensor, _ weight: Tensor, epsilon: Double) -> [Double] {
        (0..<x.rows).flatMap { row in
            let values = x[rows: row..<row + 1].array.map(Double.init)
            let mean = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
            return zip(values, weight.array).map { $0 / (mean + epsilon).squareRoot() * Double($1) }
        }
    }

    static func layerNorm(_ x: Tensor, _ weight: Tensor, _ bias: Tensor, epsilon: Double) -> [Double] {
        (0..<x.rows).flatMap { row in
            let values = x[rows: row..<row + 1].array.map(Double.init)
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return values.indices.map { place in
                (values[place] - mean) / (variance + epsilon).squareRoot() * Double(weight.array[place])
                    + Double(bias.array[place])
            }
        }
    }

    static func gelu(_ x: Tensor) -> [Double] {
        x.array.map { value in
            let value = Double(value)
            return 0.5 * value * (1 + tanh((2 / Double.pi).squareRoot() * (value + 0.044715 * value * value * value)))
        }
    }

    static func gate(_ a: Tensor, _ b: Tensor) -> [Double] {
        zip(a.array, b.array).map { Double($0) / (1 + exp(-Double($0))) * Double($1) }
    }

    static func rotated(_ x: Tensor, _ positions: [Int], _ rotary: Rotary) -> [Double] {
        positions.enumerated().flatMap { row, position in
            rotated(x[rows: row..<row + 1].array.map(Double.init), position: position,
                    frequencies: rotary.frequencies, divisor: rotary.divisor)
        }
    }

    static func softmax(_ x: Tensor, row: Int) -> [Double] {
        let values = x[rows: row..<row + 1].array.map(Double.init)
        let weights = values.map { exp($0 - values.max()!) }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    /// Each 64 numbers of a row as whole multiples of their greatest one's 127th part.
    static func roundedToBlocks(_ x: Tensor) -> Tensor {
        var values = x.array
        for row in 0..<x.rows {
            for start in stride(from: 0, to: x.columns, by: 64) {
                let block = row * x.columns + start..<row * x.columns + min(start + 64, x.columns)
                let most = values[block].map(abs).max() ?? 0
                guard most > 0 else { continue }
                for i in block { values[i] = (values[i] * (127 / most)).rounded(.toNearestOrEven) * (most / 127) }
            }
        }
        return Tensor(rows: x.rows, columns: x.columns, values)
    }
}
