extension Verbs {
    /// A matrix near the orthogonal one that is nearest to x: all its singular values are drawn to about 1.
    ///
    ///     X <- a X + (b A + c A²) X,  A = X Xᵀ,  (a, b, c) = (3.4445, -4.7750, 2.0315)    Jordan et al. 2024, Muon
    ///
    /// starting from x over its Frobenius norm; with A = Xᵀ X on the other side where x has more rows than columns.
    /// Singular values end between about 0.7 and 1.2.
    ///
    /// - Parameter steps: Newton-Schulz steps; five are usual.
    public static func orthogonalized(_ x: Tensor, steps: Int = 5) -> Tensor {
        guard x.count > 0 else { return x }
        let norm = squares(x).squareRoot() + 1e-7
        var draft = Draft(rows: x.rows, columns: x.columns)
        draft.write(x, atRow: 0)
        var current = scale(draft.seal(), by: Float(1 / norm))
        for _ in 0..<steps { current = newtonSchulz(current) }
        return current
    }

    private static func newtonSchulz(_ x: Tensor) -> Tensor {
        let (a, b, c): (Float, Float, Float) = (3.4445, -4.7750, 2.0315)
        let isTall = x.rows > x.columns
        let (m, n) = isTall ? (x.columns, x.rows) : (x.rows, x.columns)
        let gram = product(Gemm(transposedA: isTall, transposedB: !isTall), x, x, (m, m, n))
        let polynomial = product(Gemm(alpha: c, beta: b), gram, gram, (m, m, m), over: gram)
        return isTall
            ? product(Gemm(beta: a), x, polynomial, (n, m, m), over: x)
            : product(Gemm(beta: a), polynomial, x, (m, n, m), over: x)
    }

    private static func product(
        _ gemm: Gemm, _ x: Tensor, _ y: Tensor, _ shape: (m: Int, n: Int, k: Int), over sum: Tensor? = nil
    ) -> Tensor {
        var draft = Draft(rows: shape.m, columns: shape.n)
        if let sum { draft.write(sum, atRow: 0) }
        unsafe draft.withPointer { to in
            unsafe x.withPointer { left in
                unsafe y.withPointer { right in
                    inRowParts(shape.m, operations: shape.m * shape.n * shape.k) { rows in
                        let first = rows.lowerBound * (gemm.transposedA ? 1 : shape.k)
                        unsafe gemm(
                            rows.count, shape.n, shape.k, left + first, x.columns, right, y.columns,
                            to + rows.lowerBound * shape.n, shape.n)
                    }
                }
            }
        }
        return draft.seal()
    }
}
