internal import Tensors
internal import Transformer

/// Weights that mean nothing, of a size that keeps activations sane.
struct RandomWeights: WeightSource {
    typealias Fault = TensorError

    let format: WeightFormat

    func contains(_ name: String) -> Bool { true }

    func weight(_ request: TensorRequest) throws(TensorError) -> Weight {
        let columns = request.shape.last ?? 1
        let rows = request.shape.reduce(1, *) / max(1, columns)
        guard request.role != .exact else { return try Weight(Self.ones(rows, columns), format: .f32) }
        let seed = request.name.utf8.reduce(UInt64(5381)) { $0 &* 33 &+ UInt64($1) }
        return try Weight(Self.numbers(rows, columns, within: 0.035, seed: seed), format: format)
    }

    /// Numbers evenly between -`bound` and `bound`.
    static func numbers(_ rows: Int, _ columns: Int, within bound: Float, seed: UInt64) -> Tensor {
        var draft = Draft(rows: rows, columns: columns)
        var state = seed | 1
        var floats = draft.floats
        for index in 0..<rows * columns {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            floats[index] = Float(Int32(truncatingIfNeeded: state >> 32)) * (bound / 2_147_483_648)
        }
        return draft.seal()
    }

    private static func ones(_ rows: Int, _ columns: Int) -> Tensor {
        Tensor(rows: rows, columns: columns, [Float](repeating: 1, count: rows * columns))
    }
}
