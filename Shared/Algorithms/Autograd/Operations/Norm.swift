public import Tensors

/// A vector [1, n] and the name its gradient is asked for by.
public struct Row {
    public let value: Tensor
    public let parameter: String?

    public init(_ value: Tensor, parameter: String?) {
        self.value = value
        self.parameter = parameter
    }
}

extension Tape {
    /// w ⊙ x / sqrt(mean(x²) + epsilon), row by row.                              Zhang and Sennrich 2019, eq. 4
    ///
    ///     dx = s w ⊙ g - s³ x (g · (w ⊙ x)) / n,    dw = Σ_rows s g ⊙ x,    s = 1 / sqrt(mean(x²) + epsilon)
    ///
    public func rmsNorm(_ x: Variable, weight: Row, epsilon: Float) -> Variable {
        let value = Verbs.rmsNorm(x.value, weight: weight.value, epsilon: epsilon)
        let (input, own, read) = (x.slot, slot(of: weight.parameter), x.value)
        guard input != nil || own != nil else { return .constant(value) }
        return record(value) { g, tape in
            if let input {
                let sum = Verbs.addNormGradient(
                    g, read, weight: weight.value, epsilon: epsilon, to: tape.take(input))
                tape.put(sum, input)
            }
            if let own { tape.put(Verbs.addNormWeightGradient(g, read, epsilon: epsilon, to: tape.take(own)), own) }
        }
    }
}

extension Tape {
    /// w ⊙ (x - mean(x)) s + b, row by row, s = 1 / sqrt(variance(x) + epsilon).                  Ba et al. 2016, eq. 4
    ///
    ///     dx = s (w ⊙ g - mean(w ⊙ g) - c mean(w ⊙ g ⊙ c)),  c = (x - mean) s
    ///     dw = Σ_rows g ⊙ c,    db = Σ_rows g
    public func layerNorm(_ x: Variable, weight: Row, bias: Row, epsilon: Float) -> Variable {
        let value = Verbs.layerNorm(x.value, weight: weight.value, bias: bias.value, epsilon: epsilon)
        let (input, own, added) = (x.slot, slot(of: weight.parameter), slot(of: bias.parameter))
        guard input != nil || own != nil || added != nil else { return .constant(value) }
        let read = x.value
        return record(value) { g, tape in
            if let added { tape.put(Verbs.addRowSum(g, to: tape.take(added)), added) }
            if let own {
                tape.put(Verbs.addLayerNormWeightGradient(g, read, epsilon: epsilon, to: tape.take(own)), own)
            }
            guard let input else { return }
            let sum = Verbs.addLayerNormGradient(
                g, read, weight: weight.value, epsilon: epsilon, to: tape.take(input))
            tape.put(sum, input)
        }
    }

    /// b added to every row.
    ///
    ///     db = Σ_rows g
    public func addRow(_ b: Row, to x: Variable) -> Variable {
        let value = Verbs.add(row: b.value, toRowsOf: x.value)
        let (input, own) = (x.slot, slot(of: b.parameter))
        guard input != nil || own != nil else { return .constant(value) }
        return record(value) { g, tape in
            if let own { tape.put(Verbs.addRowSum(g, to: tape.take(own)), own) }
            tape.add(g, to: input)
        }
    }
}
