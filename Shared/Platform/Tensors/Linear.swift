internal import Threads

/// What a product may do to its inputs.
public enum Rounding: Sendable {
    /// Inputs stay as they are: the product of the stored weights in f32. The write pass takes this.
    case exact
    /// Inputs are rounded to the weight's format: f32 not at all, bf16 to bf16, int8 to blocks of 64 with one scale.
    /// A single row is rounded exactly like a row among many.
    case weightFormat
}

extension Verbs {
    /// x Wᵀ: x is [n, inputs], the result [n, outputs].
    public static func linear(_ x: Tensor, _ weight: Weight, rounding: Rounding = .weightFormat) -> Tensor {
        linear(x, [weight], rounding: rounding)[0]
    }

    /// x W₁ᵀ, x W₂ᵀ, ...: several maps of one input, which is rounded once. For few rows this is faster than one by
    /// one.
    public static func linear(_ x: Tensor, _ weights: [Weight], rounding: Rounding = .weightFormat) -> [Tensor] {
        var inputs: [WeightFormat: ProductInput] = [:]
        var products: [Product] = []
        var blocks: [Block] = []
        for weight in weights {
            precondition(weight.inputs == x.columns, "\(x) with a weight of \(weight.outputs) x \(weight.inputs)")
            let input = inputs[weight.format] ?? ProductInput(x, for: weight.format, rounding: rounding)
            inputs[weight.format] = input
            let block = Block(byteCount: x.rows * weight.outputs * 4)
            blocks.append(block)
            products.append(Product(input: input, weight: weight, result: block))
        }
        if x.rows > 0 { compute(products) }
        return zip(weights, blocks).map { Tensor(rows: x.rows, columns: $0.outputs, block: $1) }
    }

    /// y + scale · (x Aᵀ) Bᵀ, in y's own memory if nobody else looks at it.        Hu et al. 2021, section 4.1
    ///
    /// - Parameters: `a` [r, inputs], `b` [outputs, r]; inputs are never rounded.
    public static func addLowRank(
        _ x: Tensor, a: Weight, b: Weight, scale: Float, to y: consuming Tensor
    ) -> Tensor {
        let low = linear(x, a, rounding: .exact)
        return add(linear(low, b, rounding: .exact), scale: scale, to: y)
    }

    /// Output columns are divided among the threads in whole tiles of 16.
    private static func compute(_ products: [Product]) {
        let pool = ComputePool.shared
        var units: [(product: Int, range: Range<Int>)] = []
        for index in products.indices {
            let weight = products[index].weight
            let tiles = (weight.outputs + 15) / 16
            let operations = weight.outputs * weight.inputs * products[index].input.rows
            // Matrix products rearrange their input once a part: few parts. Few rows: more parts, should a thread be
            // late.
            let most = pool.width == 1 ? 1 : pool.width * (products[index].input.rows > 16 ? 2 : 4)
            let parts = max(1, min(tiles, most, operations >> 15))
            for part in 0..<parts {
                let (from, to) = (tiles * part / parts * 16, min(tiles * (part + 1) / parts * 16, weight.outputs))
                units.append((index, from..<to))
            }
        }
        pool.run(units.count) { unit in products[units[unit].product].compute(units[unit].range) }
    }
}
