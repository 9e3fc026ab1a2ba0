import CKernels
import Tensors
import Testing

@Suite("Equations in f64, by the library and by our own kernels")
struct SolvingTests {
    private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix64 {
        Matrix64(rows: rows, columns: columns, Reference.numbers(rows * columns, seed: seed).map(Double.init))
    }

    /// Symmetric and positive.
    private func positive(_ size: Int, seed: UInt64) -> Matrix64 {
        let root = matrix(size, size, seed: seed)
        return root.multiplied(byTransposed: root).addingToDiagonal(0.1)
    }

    private func distance(_ a: Matrix64, _ b: Matrix64) -> Double {
        zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test("products of a matrix and of its transpose", arguments: [1, 5, 33])
    func products(size: Int) {
        let (a, b) = (matrix(size, 7, seed: 1), matrix(7, size + 2, seed: 2))
        let wanted = Matrix64(rows: size, columns: size + 2, (0..<size).flatMap { row in
            (0..<size + 2).map { column in (0..<7).reduce(0.0) { $0 + a[row, $1] * b[$1, column] } }
        })
        #expect(distance(a.multiplied(by: b), wanted) < 1e-13)
        #expect(distance(a.multiplied(byTransposed: b.transposed), wanted) < 1e-13)
        #expect(distance(a.transposed.transposedMultiplied(by: b), wanted) < 1e-13)
        var plain = [Double](repeating: 9, count: size * (size + 2))
        unsafe ck_gemm64(0, 1, size, size + 2, 7, a.values, 7, b.transposed.values, 7, &plain, size + 2)
        #expect(distance(Matrix64(rows: size, columns: size + 2, plain), wanted) < 1e-13)
    }

    @Test("Golub and Van Loan, section 4.2: A x = b by A = L Lᵀ", arguments: [1, 6, 40])
    func cholesky(size: Int) throws {
        let (a, b) = (positive(size, seed: 3), matrix(3, size, seed: 4))
        let x = try CholeskyFactor(a).solved(rows: b)
        #expect(distance(x.multiplied(by: a), b) < 1e-9)
        var (factor, plain) = (a.values, b.values)
        #expect(unsafe ck_cholesky(&factor, size) == 0)
        unsafe ck_cholesky_solve(factor, size, &plain, 3)
        #expect(distance(Matrix64(rows: 3, columns: size, plain).multiplied(by: a), b) < 1e-9)
    }

    @Test("a matrix that is not positive has no factor, and the row is named")
    func notPositive() {
        let a = Matrix64(rows: 2, columns: 2, [1, 2, 2, 1])
        #expect(throws: TensorError.notPositive(row: 1)) { try CholeskyFactor(a) }
        var values = a.values
        #expect(unsafe ck_cholesky(&values, 2) == 2)
    }

    @Test("eigenvectors are orthonormal and give the matrix back", arguments: [1, 4, 30])
    func eigenvectors(size: Int) {
        let a = positive(size, seed: 5)
        var (work, values, vectors) = (a.values, [Double](repeating: 0, count: size), a.values)
        unsafe ck_symmetric_eigen(&work, size, &values, &vectors)
        let plain = (values: values, vectors: Matrix64(rows: size, columns: size, vectors))
        for found in [a.symmetricEigen(), plain] {
            let identity = found.vectors.multiplied(byTransposed: found.vectors)
            #expect(distance(identity, Matrix64.zeros(rows: size, columns: size).addingToDiagonal(1)) < 1e-10)
            var scaled = found.vectors
            for row in 0..<size { for column in 0..<size { scaled[row, column] *= found.values[row] } }
            #expect(distance(scaled.transposedMultiplied(by: found.vectors), a) < 1e-9)
        }
    }
}
