extension Tensor {
    /// A copy of the columns in `range`.
    public func columns(_ range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "columns \(range) of \(self)")
        return copied(rows: rows, columns: range.count) { ($0, range.lowerBound + $1) }
    }

    /// A copy whose rows are this matrix's columns.
    public func transposed() -> Tensor { copied(rows: columns, columns: rows) { ($1, $0) } }

    /// A matrix whose numbers stand in this one at the place that `source` gives for their row and column.
    private func copied(rows: Int, columns: Int, from source: (Int, Int) -> (row: Int, column: Int)) -> Tensor {
        let width = self.columns
        var draft = Draft(rows: rows, columns: columns)
        unsafe draft.withPointer { to in
            unsafe withPointer { from in
                inParallel(rows, work: columns) { range in
                    for row in range {
                        for column in 0..<columns {
                            let place = source(row, column)
                            unsafe to[row * columns + column] = from[place.row * width + place.column]
                        }
                    }
                }
            }
        }
        return draft.seal()
    }
}
