/// Why bytes from outside cannot become numbers.
public enum TensorError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There are `found` bytes where the shape and the element type want `wanted`.
    case byteCount(found: Int, wanted: Int)
    /// The number at `index`, counted row by row, is infinite or not a number.
    case notFinite(index: Int)
    /// A matrix that is to be symmetric and positive has no positive pivot in this row.
    case notPositive(row: Int)

    public var description: String {
        switch self {
        case .byteCount(let found, let wanted): "found \(found) bytes, wanted \(wanted)"
        case .notFinite(let index): "the number at index \(index) is not finite"
        case .notPositive(let row): "the matrix is not positive: row \(row) has no positive pivot"
        }
    }
}
