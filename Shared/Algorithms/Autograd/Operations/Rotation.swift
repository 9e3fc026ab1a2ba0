public import Tensors

extension Tape {
    /// x with its heads turned to `positions`, one for each row.                         Su et al. 2021, eq. 34
    ///
    ///     dx = g turned back
    public func rotate(_ x: Variable, positions: [Int], by rotary: Rotary) -> Variable {
        let value = Verbs.rotate(x.value, positions: positions, by: rotary)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in
            tape.add(Verbs.rotateBack(g, positions: positions, by: rotary), to: input)
        }
    }
}
