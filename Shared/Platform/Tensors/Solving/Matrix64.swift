internal import CKernels
internal import COpenBLAS

/// A matrix of f64 numbers, row-major: what equations are solved in where f32 loses too much.
public struct Matrix64: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// Row after row.
    public private(set) var values: [Double]

    public init(rows: Int, columns: Int, _ values: [Double]) {
        precondition(values.count == rows * columns, "\(values.count) values for \(rows) x \(columns)")
        (self.rows, self.columns, self.values) = (rows, columns, values)
    }

    public init(_ tensor: Tensor) {
        self.init(rows: tensor.rows, columns: tensor.columns, tensor.array.map(Double.init))
    }

    public static func zeros(rows: Int, columns: Int) -> Matrix64 {
        Matrix64(rows: rows, columns: columns, Array(repeating: 0, count: rows * columns))
    }

    /// Rounded to f32.
    public var tensor: Tensor { Tensor(rows: rows, columns: columns, values.map(Float.init)) }

    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    public var transposed: Matrix64 {
        Matrix64(rows: columns, columns: rows, (0..<columns).flatMap { column in
            (0..<rows).map { values[$0 * columns + column] }
        })
    }

    /// The rows of `other` below these.
    public func appending(_ other: Matrix64) -> Matrix64 {
        precondition(rows == 0 || columns == other.columns, "\(other.columns) columns below \(columns)")
        return Matrix64(rows: rows + other.rows, columns: other.columns, values + other.values)
    }

    public subscript(rows range: Range<Int>) -> Matrix64 {
        Matrix64(
            rows: range.count, columns: columns,
            Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }

    public func scaled(by factor: Double) -> Matrix64 {
        Matrix64(rows: rows, columns: columns, values.map { $0 * factor })
    }

    /// self + factor · other.
    public func adding(_ other: Matrix64, times factor: Double = 1) -> Matrix64 {
        precondition(rows == other.rows && columns == other.columns, "sums of different shapes")
        return Matrix64(rows: rows, columns: columns, zip(values, other.values).map { $0 + factor * $1 })
    }

    /// The same with `number` added to each number of the diagonal.
    public func addingToDiagonal(_ number: Double) -> Matrix64 {
        var sum = self
        for i in 0..<min(rows, columns) { sum[i, i] += number }
        return sum
    }

    /// A B.
    public func multiplied(by other: Matrix64) -> Matrix64 { product(false, other, false) }

    /// A Bᵀ.
    public func multiplied(byTransposed other: Matrix64) -> Matrix64 { product(false, other, true) }

    /// Aᵀ B.
    public func transposedMultiplied(by other: Matrix64) -> Matrix64 { product(true, other, false) }

    private func product(_ transposed: Bool, _ other: Matrix64, _ otherTransposed: Bool) -> Matrix64 {
        let (m, k) = transposed ? (columns, rows) : (rows, columns)
        let (inner, n) = otherTransposed ? (other.columns, other.rows) : (other.rows, other.columns)
        precondition(k == inner, "a product over \(k) and \(inner)")
        var result = Matrix64.zeros(rows: m, columns: n)
        guard m > 0, n > 0, k > 0 else { return result }
        let (a, b) = (transposed ? 1 : 0, otherTransposed ? 1 : 0) as (Int32, Int32)
        if BLAS.solves {
            unsafe copenblas_dgemm(a, b, m, n, k, values, columns, other.values, other.columns, &result.values, n)
        } else {
            unsafe ck_gemm64(a, b, m, n, k, values, columns, other.values, other.columns, &result.values, n)
        }
        return result
    }
}

extension BLAS {
    /// Whether the library also solves in f64.
    static let solves = isLoaded && copenblas_solves() != 0
}
