internal import CKernels
internal import COpenBLAS
internal import Threads

/// alpha op(A) op(B) + beta C in f32, one thread.
@safe struct Gemm {
    var transposedA = false
    var transposedB = false
    var alpha: Float = 1
    var beta: Float = 0

    /// C [m, n], op(A) [m, k], op(B) [k, n], each with the distance between its rows.
    @unsafe func callAsFunction(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        guard m > 0, n > 0 else { return }
        if BLAS.isLoaded {
            unsafe copenblas_sgemm(
                transposedA ? 1 : 0, transposedB ? 1 : 0, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        } else {
            unsafe ck_gemm(transposedA ? 1 : 0, transposedB ? 1 : 0, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
        }
    }
}

/// Runs `body` over ranges of rows which together are 0 ..< `count`; few and in whole sixteens, because a product
/// rearranges its other side once a part.
func inRowParts(_ count: Int, operations: Int, _ body: (Range<Int>) -> Void) {
    let pool = ComputePool.shared
    let tiles = (count + 15) / 16
    let parts = max(1, min(tiles, pool.width, operations >> 16))
    pool.run(parts) { part in
        body(min(tiles * part / parts * 16, count)..<min(tiles * (part + 1) / parts * 16, count))
    }
}

extension Draft {
    /// What is to be added to: the numbers of `sum`, or a matrix with undefined contents where there is none yet.
    init(addingTo sum: consuming Tensor?, rows: Int, columns: Int) {
        guard let sum = consume sum else {
            self.init(rows: rows, columns: columns)
            return
        }
        precondition(sum.rows == rows && sum.columns == columns, "\(rows) x \(columns) added to \(sum)")
        self.init(sum)
    }
}
