internal import Tensors

/// Numbers that losses are made of; each gives [1, 1], or [rows, 1] with a number for each row.
extension Tape {
    /// The sum of all numbers.
    public func sum(_ x: Variable) -> Variable {
        let (rows, columns) = (x.value.rows, x.value.columns)
        let total = Float(x.value.array.reduce(0.0) { $0 + Double($1) })
        let value = Tensor(rows: 1, columns: 1, [total])
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in
            tape.add(Tensor(rows: rows, columns: columns, Array(repeating: g[0, 0], count: rows * columns)), to: input)
        }
    }

    /// ln softmax(z_i)[target_i] of each row, [rows, 1].
    ///
    ///     dz_i = g_i (onehot(target_i) - softmax(z_i))
    public func logSoftmax(_ logits: Variable, at targets: [Int32]) -> Variable {
        let (read, rows) = (logits.value, logits.value.rows)
        precondition(targets.count == rows, "\(targets.count) targets for \(read)")
        let ones = [Float](repeating: 1, count: rows)
        let losses = Verbs.crossEntropyRows(read, targets: targets, weights: ones, back: false).losses
        let value = Tensor(rows: rows, columns: 1, losses.map { -$0 })
        guard let input = logits.slot else { return .constant(value) }
        return record(value) { g, tape in
            let weights = g.array.map { -$0 }
            tape.add(
                Verbs.crossEntropyRows(read, targets: targets, weights: weights, back: true).gradient, to: input)
        }
    }

    /// Σ_i weight_i KL(softmax(a_i) | softmax(b_i)).                               Kullback and Leibler 1951, eq. 2.4
    ///
    ///     da = p (ln p - ln q - KL),    db = q - p
    public func divergence(_ a: Variable, from b: Variable, weights: [Float]) -> Variable {
        let result = Verbs.divergences(a.value, b.value)
        precondition(weights.count == result.values.count, "\(weights.count) weights for \(a.value)")
        let total = zip(result.values, weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let value = Tensor(rows: 1, columns: 1, [Float(total)])
        let (first, second) = (a.slot, b.slot)
        guard first != nil || second != nil else { return .constant(value) }
        return record(value) { g, tape in
            let factors = weights.map { $0 * g[0, 0] }
            if first != nil { tape.add(Verbs.scaleRows(result.first, by: factors), to: first) }
            if second != nil { tape.add(Verbs.scaleRows(result.second, by: factors), to: second) }
        }
    }

    /// The Euclidean norm of each row, [rows, 1]; its gradient at a row of zeros is taken as zeros.
    ///
    ///     dx_i = g_i x_i / ‖x_i‖
    public func rowNorms(_ x: Variable) -> Variable {
        let (read, norms) = (x.value, Verbs.rowSquares(x.value).map { $0.squareRoot() })
        let value = Tensor(rows: norms.count, columns: 1, norms)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in
            tape.add(Verbs.scaleRows(read, by: zip(g.array, norms).map { $1 == 0 ? 0 : $0 / $1 }), to: input)
        }
    }

    /// The mean of the positive numbers among x; 0 if there is none.
    ///
    ///     dx = g / count where x > 0, else 0
    public func meanOfPositives(_ x: Variable) -> Variable {
        let (rows, columns, numbers) = (x.value.rows, x.value.columns, x.value.array)
        let count = numbers.count { $0 > 0 }
        let total = numbers.reduce(0.0) { $0 + Double(max(0, $1)) }
        let value = Tensor(rows: 1, columns: 1, [count == 0 ? 0 : Float(total / Double(count))])
        guard let input = x.slot, count > 0 else { return .constant(value) }
        return record(value) { g, tape in
            let share = g[0, 0] / Float(count)
            tape.add(Tensor(rows: rows, columns: columns, numbers.map { $0 > 0 ? share : 0 }), to: input)
        }
    }

    /// The mean of the k greatest numbers of each row, [rows, 1]; of equal ones the first.
    ///
    ///     dx = g / k at these, else 0
    public func topMean(_ x: Variable, _ k: Int) -> Variable {
        let (rows, columns, numbers) = (x.value.rows, x.value.columns, x.value.array)
        precondition(k > 0 && k <= columns, "the \(k) greatest of \(columns)")
        let chosen = (0..<rows).map { row in
            (row * columns..<(row + 1) * columns)
                .sorted { (numbers[$0], -$0) > (numbers[$1], -$1) }.prefix(k)
        }
        let means = chosen.map { Float($0.reduce(0.0) { $0 + Double(numbers[$1]) } / Double(k)) }
        let value = Tensor(rows: rows, columns: 1, means)
        guard let input = x.slot else { return .constant(value) }
        return record(value) { g, tape in
            var gradient = [Float](repeating: 0, count: rows * columns)
            for (row, places) in chosen.enumerated() {
                for place in places { gradient[place] = g[row, 0] / Float(k) }
            }
            tape.add(Tensor(rows: rows, columns: columns, gradient), to: input)
        }
    }
}
