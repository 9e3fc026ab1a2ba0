internal import CKernels
internal import COpenBLAS

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

    /// x W₁ᵀ, x W₂ᵀ, ...: several maps of one input, which is rounded once and read together.
    public static func linear(_ x: Tensor, _ weights: [Weight], rounding: Rounding = .weightFormat) -> [Tensor] {
        weights.map { weight in
            precondition(weight.inputs == x.columns, "\(x) with a weight of \(weight.outputs) x \(weight.inputs)")
            return product(Input(x, for: weight.format, rounding: rounding), weight)
        }
    }

    /// y + scale · (x Aᵀ) Bᵀ, in y's own memory if nobody else looks at it.        Hu et al. 2021, section 4.1
    ///
    /// - Parameters: `a` [r, inputs], `b` [outputs, r] in f32; inputs are never rounded.
    public static func addLowRank(
        _ x: Tensor, a: Weight, b: Weight, scale: Float, to y: consuming Tensor
    ) -> Tensor {
        let low = linear(x, a, rounding: .exact)
        return add(linear(low, b, rounding: .exact), scale: scale, to: y)
    }
}
