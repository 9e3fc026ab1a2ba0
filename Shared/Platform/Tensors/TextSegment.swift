/// Rotated keys, and values, of the text tokens of one sequence in one layer, oldest first: the attention cache.
///
/// A copy is a snapshot; appending to the only copy does not move what is there, but for a doubling now and then.
public struct TextSegment: Sendable {
    public private(set) var count = 0
    public let columns: Int
    private(set) var keys: Tensor
    private(set) var values: Tensor

    /// - Parameters:
    ///   - columns: kv heads · h.
    ///   - capacity: tokens for which there is room before the first move.
    public init(columns: Int, capacity: Int = 64) {
        self.columns = columns
        keys = Draft(rows: capacity, columns: columns).seal()
        values = Draft(rows: capacity, columns: columns).seal()
    }

    /// Appends tokens: `rotatedKeys` and `values` are [tokens, kv heads · h].
    public mutating func append(rotatedKeys: Tensor, values newValues: Tensor) {
        precondition(rotatedKeys.columns == columns && newValues.columns == columns
            && rotatedKeys.rows == newValues.rows,
                     "keys \(rotatedKeys) and values \(newValues) for \(columns) columns")
        keys = Self.appending(rotatedKeys, to: exchange(&keys, .none), count: count)
        values = Self.appending(newValues, to: exchange(&values, .none), count: count)
        count += rotatedKeys.rows
    }

    /// Forgets all tokens but the first `count`.
    public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count, "\(count) of \(self.count) tokens")
        self.count = count
    }

    private static func appending(_ rows: Tensor, to old: consuming Tensor, count: Int) -> Tensor {
        let wanted = count + rows.rows
        if wanted <= old.rows {
            var draft = Draft(old)
            draft.write(rows, atRow: count)
            return draft.seal()
        }
        var draft = Draft(rows: max(wanted, 2 * old.rows), columns: rows.columns)
        draft.write(old[rows: 0..<count], atRow: 0)
        draft.write(rows, atRow: count)
        return draft.seal()
    }
}

private func exchange(_ place: inout Tensor, _ value: Tensor) -> Tensor {
    let old = place
    place = value
    return old
}
