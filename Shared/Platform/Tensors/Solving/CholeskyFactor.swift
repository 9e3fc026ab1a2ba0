internal import CKernels
internal import COpenBLAS

/// L of a symmetric positive matrix A = L Lᵀ.                                  Golub and Van Loan, section 4.2.5
public struct CholeskyFactor: Sendable {
    public let size: Int
    /// Below and on the diagonal L, above it what A had.
    private let values: [Double]

    /// - Throws: `notPositive` if A is not positive.
    public init(_ matrix: Matrix64) throws(TensorError) {
        precondition(matrix.rows == matrix.columns, "a factor of \(matrix.rows) x \(matrix.columns)")
        var values = matrix.values
        let size = matrix.rows
        let failed = BLAS.solves
            ? unsafe copenblas_cholesky(&values, size) : Int(unsafe ck_cholesky(&values, size))
        guard failed == 0 else { throw .notPositive(row: failed - 1) }
        (self.size, self.values) = (size, values)
    }

    /// A⁻¹ b for each row b: [m, n].
    public func solved(rows b: Matrix64) -> Matrix64 {
        precondition(b.columns == size, "\(b.columns) unknowns, wanted \(size)")
        var x = b.values
        if BLAS.solves {
            unsafe copenblas_cholesky_solve(values, size, &x, b.rows)
        } else {
            unsafe ck_cholesky_solve(values, size, &x, b.rows)
        }
        return Matrix64(rows: b.rows, columns: size, x)
    }
}

extension Matrix64 {
    /// Eigenvalues of a symmetric matrix, and their eigenvectors as rows; in no order.
    public func symmetricEigen() -> (values: [Double], vectors: Matrix64) {
        precondition(rows == columns, "eigenvectors of \(rows) x \(columns)")
        var (work, numbers) = (values, [Double](repeating: 0, count: rows))
        if BLAS.solves, unsafe copenblas_symmetric_eigen(&work, rows, &numbers) == 0 {
            return (numbers, Matrix64(rows: rows, columns: rows, work))
        }
        work = values
        var vectors = work
        unsafe ck_symmetric_eigen(&work, rows, &numbers, &vectors)
        return (numbers, Matrix64(rows: rows, columns: rows, vectors))
    }
}
