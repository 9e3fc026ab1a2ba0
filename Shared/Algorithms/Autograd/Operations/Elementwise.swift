internal import Tensors

extension Tape {
    /// a + b.
    public func add(_ a: Variable, _ b: Variable) -> Variable {
        let value = Verbs.add(a.value, b.value)
        let (first, second) = (a.slot, b.slot)
        guard first != nil || second != nil else { return .constant(value) }
        return record(value) { g, tape in
            tape.add(g, to: first)
            tape.add(g, to: second)
        }
    }

    /// s x.
    public func scale(_ x: Variable, by s: Float) -> Variable {
        let value = Verbs.scale(x.value, by: s)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in tape.add(Verbs.scale(g, by: s), to: input) }
    }

    /// silu(a) ⊙ b,  silu(a) = a o,  o = 1 / (1 + e^-a).                                   Shazeer 2020, eq. 5
    ///
    ///     da = g b o (1 + a (1 - o)),    db = g silu(a)
    public func gate(_ a: Variable, _ b: Variable) -> Variable {
        let value = Verbs.gate(a.value, b.value)
        let (first, second, read) = (a.slot, b.slot, (a.value, b.value))
        guard first != nil || second != nil else { return .constant(value) }
        return record(value) { g, tape in
            let (da, db) = Verbs.gateGradients(g, read.0, read.1)
            tape.add(da, to: first)
            tape.add(db, to: second)
        }
    }
}
