internal import Tensors

extension Tape {
    /// Runs a part without recording it, and once more, recorded, on the way back: memory for one such part at a time
    /// instead of all, for one more forward pass.                                            Chen et al. 2016
    ///
    /// - Parameters:
    ///   - inputs: all that the part reads and gradients flow to.
    ///   - body: a pure function of its inputs, run twice, each time with the tape it is to use.
    public func checkpoint(
        _ inputs: [Variable], _ body: @escaping (Tape, [Variable]) -> Variable
    ) -> Variable {
        checkpoint(inputs, first: { body(self, $0) }, again: body)
    }

    /// The same for a part whose first run also changes things that belong to its caller.
    public func checkpoint(
        _ inputs: [Variable], first: ([Variable]) -> Variable, again body: @escaping (Tape, [Variable]) -> Variable
    ) -> Variable {
        let value = paused { first(inputs.map(\.detached)).value }
        guard differentiates != .none || inputs.contains(where: \.wantsGradient) else { return .constant(value) }
        let places = inputs.map { ($0.value, $0.slot) }
        return record(value) { g, tape in
            tape.lendingParameters { inner in
                let leaves = places.map { $0.1 == nil ? .constant($0.0) : inner.leaf($0.0) }
                inner.backward(from: body(inner, leaves), gradient: g)
                for (leaf, place) in zip(leaves, places) {
                    if let gradient = inner.gradient(of: leaf) { tape.add(gradient, to: place.1) }
                }
            }
        }
    }
}
