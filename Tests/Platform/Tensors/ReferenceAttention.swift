import Foundation
import Tensors

extension Reference {
    /// A head's row rotated to `position`.
    static func rotated(_ row: [Double], position: Int, frequencies: [Float], divisor: Float = 1) -> [Double] {
        let half = row.count / 2
        var result = row
        for i in 0..<half {
            let angle = Double(Float(position) / divisor * frequencies[i])
            result[i] = row[i] * cos(angle) - row[i + half] * sin(angle)
            result[i + half] = row[i + half] * cos(angle) + row[i] * sin(angle)
        }
        return result
    }

    /// One query head over keys and values.
    static func attention(_ query: [Double], keys: [[Double]], values: [[Double]]) -> [Double] {
        let shares = shares(query, keys: keys)
        return (0..<query.count).map { i in zip(shares, values).reduce(0) { $0 + $1.0 * $1.1[i] } }
    }

    /// softmax_j(q · k_j / √h).
    static func shares(_ query: [Double], keys: [[Double]]) -> [Double] {
        let scores = keys.map { key in
            zip(query, key).reduce(0) { $0 + $1.0 * $1.1 } / Double(query.count).squareRoot()
        }
        let top = scores.max() ?? 0
        let weights = scores.map { exp($0 - top) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
