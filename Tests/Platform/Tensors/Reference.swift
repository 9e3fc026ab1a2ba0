import Tensors

/// Plain formulas in Double, as the papers write them: what the verbs are measured against.
enum Reference {
    /// Numbers in -1 ..< 1 which depend on the seed alone.
    static func numbers(_ count: Int, seed: UInt64, scale: Float = 1) -> [Float] {
        (0..<count).map { index in
            // splitmix64 (Steele et al. 2014)
            var bits = (seed << 32 &+ UInt64(index) &+ 1) &* 0x9e37_79b9_7f4a_7c15
            bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
            bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
            return (Float((bits ^ bits >> 31) >> 40) / Float(1 << 23) - 1) * scale
        }
    }

    static func tensor(_ rows: Int, _ columns: Int, seed: UInt64, scale: Float = 1) -> Tensor {
        Tensor(rows: rows, columns: columns, numbers(rows * columns, seed: seed, scale: scale))
    }

    /// x Wᵀ.
    static func product(_ x: Tensor, _ w: Tensor) -> [Double] {
        let (a, b) = (x.array.map(Double.init), w.array.map(Double.init))
        return (0..<x.rows).flatMap { i in
            (0..<w.rows).map { o in
                var sum = 0.0
                for j in 0..<x.columns { sum += a[i * x.columns + j] * b[o * x.columns + j] }
                return sum
            }
        }
    }

    /// The greatest difference between `found` and `wanted`.
    static func error(_ found: Tensor, _ wanted: [Double]) -> Double {
        error(found.array, wanted)
    }

    static func error(_ found: [Float], _ wanted: [Double]) -> Double {
        precondition(found.count == wanted.count)
        return zip(found, wanted).reduce(0) { worst, pair in
            let distance = abs(Double(pair.0) - pair.1)
            return distance.isNaN ? .infinity : max(worst, distance)
        }
    }
}
