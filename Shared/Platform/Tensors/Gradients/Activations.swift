internal import CKernels

/// Functions of single numbers, and their backward sides: g is the gradient of what the verb gave.
extension Verbs {
    /// dx of GELU in its tanh form.                                      Hendrycks and Gimpel 2016, section 2
    public static func geluGradient(_ g: Tensor, _ x: Tensor) -> Tensor {
        unsafe combine(x, g, work: 16) { unsafe ck_gelu_back($0, $1, $3, $2) }
    }

    /// x/2 (1 + erf(x / √2)): GELU in its exact form.                    Hendrycks and Gimpel 2016, section 2
    public static func exactGELU(_ x: Tensor) -> Tensor {
        unsafe map(x, work: x.columns * 32) { unsafe ck_gelu_exact($0, x.columns, $1) }
    }

    /// dx of `exactGELU`.
    public static func exactGELUGradient(_ g: Tensor, _ x: Tensor) -> Tensor {
        unsafe combine(x, g, work: 32) { unsafe ck_gelu_exact_back($0, $1, $3, $2) }
    }

    /// 1 / (1 + e^-x).
    public static func sigmoid(_ x: Tensor) -> Tensor {
        unsafe map(x, work: x.columns * 8) { unsafe ck_sigmoid($0, x.columns, $1) }
    }

    /// a ⊙ b.
    public static func multiply(_ a: Tensor, _ b: Tensor) -> Tensor {
        unsafe combine(a, b) { unsafe ck_multiply($0, $1, $3, $2) }
    }

    /// What came of comparing two rows of logits each.
    public struct Divergences: Sendable {
        /// KL(softmax(a) | softmax(b)) of each row.
        public let values: [Float]
        /// The gradients of each row's value.
        public let first: Tensor
        public let second: Tensor
    }

    /// KL(softmax(a) | softmax(b)) = Σ_j p_j (ln p_j - ln q_j), row by row.       Kullback and Leibler 1951, eq. 2.4
    public static func divergences(_ a: Tensor, _ b: Tensor) -> Divergences {
        precondition(a.rows == b.rows && a.columns == b.columns && a.columns > 0, "\(a) with \(b)")
        let (rows, n) = (a.rows, a.columns)
        var first = Draft(rows: rows, columns: n)
        var second = Draft(rows: rows, columns: n)
        var values = Draft(rows: 1, columns: rows)
        unsafe values.withPointer { values in
            unsafe first.withPointer { first in
                unsafe second.withPointer { second in
                    unsafe a.withPointer { a in
                        unsafe b.withPointer { b in
                            inParallel(rows, work: n * 16) { range in
                                for row in range {
                                    let i = row * n
                                    unsafe values[row] = ck_divergence(a + i, b + i, n, first + i, second + i)
                                }
                            }
                        }
                    }
                }
            }
        }
        return Divergences(values: values.seal().array, first: first.seal(), second: second.seal())
    }

    /// Row i of x times `factors[i]`.
    public static func scaleRows(_ x: consuming Tensor, by factors: [Float]) -> Tensor {
        precondition(factors.count == x.rows, "\(factors.count) factors for \(x)")
        let columns = x.columns
        var draft = Draft(x)
        unsafe draft.withPointer { x in
            for (row, factor) in factors.enumerated() { unsafe ck_scale(x + row * columns, factor, columns) }
        }
        return draft.seal()
    }

    /// Σ x² of each row.
    public static func rowSquares(_ x: Tensor) -> [Float] {
        unsafe x.withPointer { start in
            (0..<x.rows).map { row in
                let row = unsafe start + row * x.columns
                return unsafe ck_dot(row, row, x.columns)
            }
        }
    }
}
