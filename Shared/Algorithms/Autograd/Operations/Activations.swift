internal import Tensors

extension Tape {
    /// x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))).                          Hendrycks and Gimpel 2016, section 2
    ///
    ///     dx = g (o + x o (1 - o) u'),  o = 1 / (1 + e^-u),  u = 2 √(2/π) (x + 0.044715 x³)
    public func gelu(_ x: Variable) -> Variable {
        let (value, read) = (Verbs.gelu(x.value), x.value)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in tape.add(Verbs.geluGradient(g, read), to: input) }
    }

    /// x/2 (1 + erf(x / √2)).                                            Hendrycks and Gimpel 2016, section 2
    ///
    ///     dx = g (Φ(x) + x φ(x)),  Φ and φ of the normal distribution
    public func exactGELU(_ x: Variable) -> Variable {
        let (value, read) = (Verbs.exactGELU(x.value), x.value)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in tape.add(Verbs.exactGELUGradient(g, read), to: input) }
    }

    /// silu(x) = x o,  o = 1 / (1 + e^-x).
    ///
    ///     dx = g o (1 + x (1 - o))
    public func silu(_ x: Variable) -> Variable {
        let ones = Tensor(rows: x.value.rows, columns: x.value.columns, Array(repeating: 1, count: x.value.count))
        return gate(x, .constant(ones))
    }

    /// o = 1 / (1 + e^-x).
    ///
    ///     dx = g o (1 - o)
    public func sigmoid(_ x: Variable) -> Variable {
        let value = Verbs.sigmoid(x.value)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in
            let slope = Verbs.add(Verbs.multiply(value, value), scale: -1, to: value)
            tape.add(Verbs.multiply(g, slope), to: input)
        }
    }

    /// a ⊙ b.
    ///
    ///     da = g ⊙ b,    db = g ⊙ a
    public func multiply(_ a: Variable, _ b: Variable) -> Variable {
        let value = Verbs.multiply(a.value, b.value)
        let (first, second, read) = (a.slot, b.slot, (a.value, b.value))
        guard first != nil || second != nil else { return .constant(value) }
        return record(value) { g, tape in
            if first != nil { tape.add(Verbs.multiply(g, read.1), to: first) }
            if second != nil { tape.add(Verbs.multiply(g, read.0), to: second) }
        }
    }

    /// max(0, x); its gradient at 0 is taken as 0.
    ///
    ///     dx = g where x > 0, else 0
    public func relu(_ x: Variable) -> Variable {
        let signs = Tensor(rows: x.value.rows, columns: x.value.columns, x.value.array.map { $0 > 0 ? 1 : 0 })
        return multiply(x, .constant(signs))
    }
}
