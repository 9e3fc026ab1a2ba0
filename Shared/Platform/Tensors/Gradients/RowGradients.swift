internal import CKernels
internal import Threads

/// The backward sides of verbs on rows: g is the gradient of what the verb gave. `sum` is what a gradient is added to,
/// in its own memory if nobody else looks at it; nil where there is nothing yet.
extension Verbs {
    /// dx += s w ⊙ g - s³ x (g · (w ⊙ x)) / n,  s = 1 / sqrt(mean(x²) + epsilon), row by row.
    public static func addNormGradient(
        _ g: Tensor, _ x: Tensor, weight: Tensor, epsilon: Float, to sum: consuming Tensor? = nil
    ) -> Tensor {
        unsafe addNormGradient(g, x, weight, epsilon, to: sum, ck_rmsnorm_back)
    }

    /// dw += Σ_rows s g ⊙ x, [1, n].
    public static func addNormWeightGradient(
        _ g: Tensor, _ x: Tensor, epsilon: Float, to sum: consuming Tensor? = nil
    ) -> Tensor {
        unsafe addNormWeightGradient(g, x, epsilon, to: sum, ck_rmsnorm_back)
    }

    /// dx of `layerNorm(x, weight:, bias:, epsilon:)`.                               Ba et al. 2016
    public static func addLayerNormGradient(
        _ g: Tensor, _ x: Tensor, weight: Tensor, epsilon: Float, to sum: consuming Tensor? = nil
    ) -> Tensor {
        unsafe addNormGradient(g, x, weight, epsilon, to: sum, ck_layernorm_back)
    }

    /// dw += Σ_rows g ⊙ (x - mean) s, [1, n].
    public static func addLayerNormWeightGradient(
        _ g: Tensor, _ x: Tensor, epsilon: Float, to sum: consuming Tensor? = nil
    ) -> Tensor {
        unsafe addNormWeightGradient(g, x, epsilon, to: sum, ck_layernorm_back)
    }

    /// db += Σ_rows g, [1, n]: the gradient of a row that was added to all rows.
    public static func addRowSum(_ g: Tensor, to sum: consuming Tensor? = nil) -> Tensor {
        let count = g.columns
        return unsafe addColumnSums(g, g, to: sum) { g, _, sums in unsafe ck_add(sums, g, count, sums) }
    }

    /// (da, db) of silu(a) ⊙ b.
    public static func gateGradients(_ g: Tensor, _ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
        precondition(a.count == g.count && b.count == g.count, "\(g), \(a), \(b)")
        let count = g.count
        var da = Draft(rows: g.rows, columns: g.columns)
        var db = Draft(rows: g.rows, columns: g.columns)
        unsafe da.withPointer { da in
            unsafe db.withPointer { db in
                unsafe g.withPointer { g in
                    unsafe a.withPointer { a in
                        unsafe b.withPointer { b in
                            inParallel(count, work: 8) { range in
                                let i = range.lowerBound
                                unsafe ck_gate_back(a + i, b + i, g + i, range.count, da + i, db + i)
                            }
                        }
                    }
                }
            }
        }
        return (da.seal(), db.seal())
    }

    /// g with its heads turned back from `positions`: the gradient of `rotate`.
    public static func rotateBack(_ g: Tensor, positions: [Int], by rotary: Rotary) -> Tensor {
        let half = rotary.frequencies.count
        precondition(positions.count == g.rows && g.columns.isMultiple(of: 2 * half), "\(g) of \(positions.count) rows")
        let table = rotary.table(upTo: (positions.max() ?? 0) + 1)
        return unsafe map(g, work: g.columns, row: { row, from, to in
            unsafe table.cosine.withPointer { cosine in
                unsafe table.sine.withPointer { sine in
                    let place = positions[row] * half
                    unsafe ck_rotate_back(from, cosine + place, sine + place, g.columns / (2 * half), 2 * half, to)
                }
            }
        })
    }

    /// Adds row i of `g` to row `ids[i]` of `sum`, or of `rows` rows of zeros: the gradient of `gather`.
    public static func scatterAdd(
        _ g: Tensor, rows ids: [Int], of rows: Int, to sum: consuming Tensor? = nil
    ) -> Tensor {
        precondition(ids.count == g.rows, "\(ids.count) numbers for \(g)")
        var draft = sum == nil ? Draft(zerosOf: rows, g.columns) : Draft(addingTo: sum, rows: rows, columns: g.columns)
        let columns = g.columns
        unsafe draft.withPointer { to in
            unsafe g.withPointer { from in
                for (row, id) in ids.enumerated() {
                    precondition(id >= 0 && id < rows, "row \(id) of \(rows)")
                    let place = unsafe to + id * columns
                    unsafe ck_add(place, from + row * columns, columns, place)
                }
            }
        }
        return draft.seal()
    }

    /// s x, in the memory of x if nobody else looks at it.
    public static func scale(_ x: consuming Tensor, by s: Float) -> Tensor {
        let count = x.count
        var draft = Draft(x)
        unsafe draft.withPointer { x in
            inParallel(count, work: 1) { unsafe ck_scale(x + $0.lowerBound, s, $0.count) }
        }
        return draft.seal()
    }

    /// Σ x², the rows summed in their order.
    public static func squares(_ x: Tensor) -> Double {
        unsafe x.withPointer { start in
            (0..<x.rows).reduce(0.0) { sum, row in
                let row = unsafe start + row * x.columns
                return unsafe sum + Double(ck_dot(row, row, x.columns))
            }
        }
    }

    /// sum + x, in the memory of `sum` if nobody else looks at it.
    public static func sum(_ x: Tensor, to sum: consuming Tensor?) -> Tensor {
        guard let sum = consume sum else { return x }
        return add(x, scale: 1, to: sum)
    }
}

extension Verbs {
    /// Rows whose part of a weight's gradient is summed before the parts are: fixed, so that bits do not depend on the
    /// number of threads.
    private static let rowsOfPart = 512

    /// Backward of a norm of one row: x, w, g, epsilon, n, whether dx is added to, dx, dw.
    private typealias NormKernel = (
        UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, Float, Int, Int32,
        UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?
    ) -> Void

    private static func addNormGradient(
        _ g: Tensor, _ x: Tensor, _ weight: Tensor, _ epsilon: Float, to sum: consuming Tensor?, _ kernel: NormKernel
    ) -> Tensor {
        precondition(weight.count == x.columns, "norm of \(x) with \(weight)")
        let add: Int32 = sum == nil ? 0 : 1
        return unsafe addRows(g, x, to: sum) { g, x, dx in
            unsafe weight.withPointer { unsafe kernel(x, $0, g, epsilon, weight.count, add, dx, nil) }
        }
    }

    private static func addNormWeightGradient(
        _ g: Tensor, _ x: Tensor, _ epsilon: Float, to sum: consuming Tensor?, _ kernel: NormKernel
    ) -> Tensor {
        let count = x.columns
        return unsafe addColumnSums(g, x, to: sum) { g, x, dw in
            unsafe kernel(x, x, g, epsilon, count, 0, nil, dw)
        }
    }

    /// `body` adds a row's gradient to the row of `sum` that it is given, or writes it.
    static func addRows(
        _ g: Tensor, _ x: Tensor, to sum: consuming Tensor?,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) -> Tensor {
        precondition(g.rows == x.rows && g.columns == x.columns, "\(g) for \(x)")
        let (rows, columns) = (x.rows, x.columns)
        var draft = Draft(addingTo: sum, rows: x.rows, columns: columns)
        unsafe draft.withPointer { to in
            unsafe g.withPointer { g in
                unsafe x.withPointer { x in
                    inParallel(rows, work: columns * 2) { range in
                        for row in range {
                            unsafe body(g + row * columns, x + row * columns, to + row * columns)
                        }
                    }
                }
            }
        }
        return draft.seal()
    }

    /// `body` adds what a row gives to the sums of all columns, [1, columns].
    static func addColumnSums(
        _ g: Tensor, _ x: Tensor, to sum: consuming Tensor?,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) -> Tensor {
        precondition(g.rows == x.rows && g.columns == x.columns, "\(g) for \(x)")
        let (rows, columns) = (x.rows, x.columns)
        let parts = max(1, (rows + rowsOfPart - 1) / rowsOfPart)
        var partial = Draft(zerosOf: parts, columns)
        unsafe partial.withPointer { to in
            unsafe g.withPointer { g in
                unsafe x.withPointer { x in
                    ComputePool.shared.run(parts) { part in
                        for row in part * rowsOfPart..<min((part + 1) * rowsOfPart, rows) {
                            unsafe body(g + row * columns, x + row * columns, to + part * columns)
                        }
                    }
                }
            }
        }
        let sums = partial.seal()
        var total = Self.sum(sums[rows: 0..<1], to: sum)
        for part in 1..<parts { total = add(sums[rows: part..<part + 1], scale: 1, to: total) }
        return total
    }
}
