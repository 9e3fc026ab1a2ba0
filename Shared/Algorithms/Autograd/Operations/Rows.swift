internal import Tensors

extension Tape {
    /// The rows of a table with the numbers `ids`: the embedding of tokens.
    ///
    ///     dE[id] = Σ of the gradients of the rows with that number
    public func embed(_ ids: [Int], table: Matrix) -> Variable {
        let value = Verbs.gather(table.weight, rows: ids)
        guard let own = slot(of: table.parameter) else { return .constant(value) }
        let count = table.weight.outputs
        return record(value) { g, tape in
            tape.put(Verbs.scatterAdd(g, rows: ids, of: count, to: tape.take(own)), own)
        }
    }

    /// The rows of x with the numbers `ids`, each as often as it is named.
    public func gather(_ x: Variable, rows ids: [Int]) -> Variable {
        let value = Verbs.gather(Weight(sharing: x.value), rows: ids)
        guard let input = x.slot else { return .constant(value) }
        let count = x.value.rows
        return record(value) { g, tape in
            tape.put(Verbs.scatterAdd(g, rows: ids, of: count, to: tape.take(input)), input)
        }
    }

    /// x with row i of y added to its row `ids[i]`; numbers may come more than once.
    public func scatterAdd(_ y: Variable, rows ids: [Int], to x: Variable) -> Variable {
        let value = Verbs.scatterAdd(y.value, rows: ids, of: x.value.rows, to: x.value)
        let (input, added) = (x.slot, y.slot)
        guard input != nil || added != nil else { return .constant(value) }
        return record(value) { g, tape in
            if added != nil { tape.add(Verbs.gather(Weight(sharing: g), rows: ids), to: added) }
            tape.add(g, to: input)
        }
    }

    /// x with its rows `ids` replaced by those of y; every number comes once.
    public func replaceRows(_ ids: [Int], of x: Variable, with y: Variable) -> Variable {
        precondition(Set(ids).count == ids.count && ids.count == y.value.rows, "\(ids) replaced by \(y.value)")
        let value = Self.replacing(ids, of: x.value, with: y.value)
        let (input, new) = (x.slot, y.slot)
        guard input != nil || new != nil else { return .constant(value) }
        return record(value) { g, tape in
            if new != nil { tape.add(Verbs.gather(Weight(sharing: g), rows: ids), to: new) }
            if input != nil {
                tape.add(Self.replacing(ids, of: g, with: .zeros(rows: ids.count, columns: g.columns)), to: input)
            }
        }
    }

    private static func replacing(_ ids: [Int], of x: Tensor, with rows: Tensor) -> Tensor {
        var draft = Draft(x)
        for (row, id) in ids.enumerated() { draft.write(rows[rows: row..<row + 1], atRow: id) }
        return draft.seal()
    }

    /// Neighbouring rows of x, without copying.
    public func rows(_ range: Range<Int>, of x: Variable) -> Variable {
        let value = x.value[rows: range]
        guard let input = x.slot else { return .constant(value) }
        if range == 0..<x.value.rows { return x }
        let (count, columns) = (x.value.rows, x.value.columns)
        return record(value) { g, tape in
            var draft = Draft(tape.take(input) ?? .zeros(rows: count, columns: columns))
            draft.add(g, atRow: range.lowerBound)
            tape.put(draft.seal(), input)
        }
    }

    /// The rows of several matrices, one after another.
    public func concatenate(_ parts: [Variable]) -> Variable {
        guard parts.count != 1 else { return parts[0] }
        let value = Verbs.concatenate(parts.map(\.value))
        guard parts.contains(where: \.wantsGradient) else { return .constant(value) }
        let places = parts.map { ($0.slot, $0.value.rows) }
        return record(value) { g, tape in
            var row = 0
            for (slot, rows) in places {
                tape.add(g[rows: row..<row + rows], to: slot)
                row += rows
            }
        }
    }
}
