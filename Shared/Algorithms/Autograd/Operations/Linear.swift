public import Tensors

/// A weight and the name its gradient is asked for by.
public struct Matrix {
    public let weight: Weight
    public let parameter: String?

    public init(_ weight: Weight, parameter: String?) {
        self.weight = weight
        self.parameter = parameter
    }
}

extension Tape {
    /// x Wᵀ.
    ///
    ///     dx = g W,    dW = gᵀ x
    public func linear(_ x: Variable, _ matrix: Matrix) -> Variable { linear(x, [matrix])[0] }

    /// Several maps of one input.
    public func linear(_ x: Variable, _ matrices: [Matrix]) -> [Variable] {
        let values = Verbs.linear(x.value, matrices.map(\.weight), rounding: .exact)
        return zip(matrices, values).map { recordLinear(x, $0, scale: 1, giving: $1, over: nil) }
    }

    /// y + scale · x Wᵀ.
    public func addLinear(_ x: Variable, _ matrix: Matrix, scale: Float, to y: Variable) -> Variable {
        let map = Verbs.linear(x.value, matrix.weight, rounding: .exact)
        return recordLinear(x, matrix, scale: scale, giving: Verbs.add(map, scale: scale, to: y.value), over: y)
    }

    /// y + scale · (x Aᵀ) Bᵀ, the low-rank map added to y.                             Hu et al. 2021, section 4.1
    public func addLowRank(_ x: Variable, down a: Matrix, up b: Matrix, scale: Float, to y: Variable) -> Variable {
        addLinear(linear(x, a), b, scale: scale, to: y)
    }

    private func recordLinear(
        _ x: Variable, _ matrix: Matrix, scale: Float, giving value: Tensor, over y: Variable?
    ) -> Variable {
        let (input, sum, parameter) = (x.slot, y?.slot, slot(of: matrix.parameter))
        guard input != nil || sum != nil || parameter != nil else { return .constant(value) }
        let read = parameter == nil ? nil : x.value
        return record(value) { g, tape in
            tape.add(g, to: sum)
            if let input {
                tape.put(Verbs.addInputGradient(g, matrix.weight, scale: scale, to: tape.take(input)), input)
            }
            if let parameter, let read {
                tape.put(Verbs.addWeightGradient(g, read, scale: scale, to: tape.take(parameter)), parameter)
            }
        }
    }
}
