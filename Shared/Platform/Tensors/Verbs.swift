internal import CKernels

/// What a decoder is made of: each verb takes sealed tensors, computes at once on all processors and gives a new one.
///
/// A shape that does not fit is a mistake of ours and ends the process with both shapes.
public enum Verbs {
    /// w ⊙ x / sqrt(mean(x²) + epsilon), row by row; `weight` is [1, columns].      Zhang and Sennrich 2019, eq. 4
    public static func rmsNorm(_ x: Tensor, weight: Tensor, epsilon: Float) -> Tensor {
        precondition(weight.count == x.columns, "norm of \(x) with \(weight)")
        return unsafe map(x, work: x.columns) { from, to in
            unsafe weight.withPointer { unsafe ck_rmsnorm(from, $0, epsilon, x.columns, to) }
        }
    }

    /// w ⊙ (x - mean(x)) / sqrt(var(x) + epsilon) + b, row by row; `weight` and `bias` are [1, columns].
    ///                                                                                  Ba et al. 2016, eq. 4
    public static func layerNorm(_ x: Tensor, weight: Tensor, bias: Tensor, epsilon: Float) -> Tensor {
        precondition(weight.count == x.columns && bias.count == x.columns, "norm of \(x) with \(weight) and \(bias)")
        return unsafe map(x, work: 2 * x.columns) { from, to in
            unsafe weight.withPointer { weight in
                unsafe bias.withPointer { unsafe ck_layernorm(from, weight, $0, epsilon, x.columns, to) }
            }
        }
    }

    /// x with its heads rotated to `positions`, one for each row; x is [n, heads · h].       Su et al. 2021, eq. 34
    public static func rotate(_ x: Tensor, positions: [Int], by rotary: Rotary) -> Tensor {
        let half = rotary.frequencies.count
        precondition(positions.count == x.rows && x.columns.isMultiple(of: 2 * half),
                     "\(positions.count) positions and head width \(2 * half) for \(x)")
        let table = rotary.table(upTo: (positions.max() ?? 0) + 1)
        return unsafe map(x, work: x.columns, row: { row, from, to in
            unsafe table.cosine.withPointer { cosine in
                unsafe table.sine.withPointer { sine in
                    let place = positions[row] * half
                    unsafe ck_rotate(from, cosine + place, sine + place, x.columns / (2 * half), 2 * half, to)
                }
            }
        })
    }

    /// silu(a) ⊙ b,  silu(a) = a / (1 + e^-a).                                         Shazeer 2020, eq. 5
    public static func gate(_ a: Tensor, _ b: Tensor) -> Tensor {
        unsafe combine(a, b) { unsafe ck_gate($0, $1, $3, $2) }
    }

    /// x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³))).                     Hendrycks and Gimpel 2016, section 2
    public static func gelu(_ x: Tensor) -> Tensor {
        unsafe map(x, work: 4 * x.columns) { from, to in unsafe ck_gelu(from, x.columns, to) }
    }

    /// a + b.
    public static func add(_ a: Tensor, _ b: Tensor) -> Tensor {
        unsafe combine(a, b) { unsafe ck_add($0, $1, $3, $2) }
    }

    /// y += scale · x, in y's own memory if nobody else looks at it.
    public static func add(_ x: Tensor, scale: Float, to y: consuming Tensor) -> Tensor {
        precondition(x.rows == y.rows && x.columns == y.columns, "\(x) added to \(y)")
        let count = x.count
        var draft = Draft(y)
        unsafe draft.withPointer { to in
            unsafe x.withPointer { from in
                inParallel(count, work: 1) { range in
                    unsafe ck_add_scaled(from + range.lowerBound, scale, range.count, to + range.lowerBound)
                }
            }
        }
        return draft.seal()
    }

    /// y with `row`, [1, columns], added to each of its rows; in y's own memory if nobody else looks at it.
    public static func add(row: Tensor, toRowsOf y: consuming Tensor) -> Tensor {
        precondition(row.count == y.columns, "\(row) added to the rows of \(y)")
        let (rows, columns) = (y.rows, y.columns)
        var draft = Draft(y)
        unsafe draft.withPointer { to in
            unsafe row.withPointer { from in
                inParallel(rows, work: columns) { range in
                    for index in range {
                        let place = unsafe to + index * columns
                        unsafe ck_add(place, from, columns, place)
                    }
                }
            }
        }
        return draft.seal()
    }

    /// The rows of `table` with the numbers `ids`, in f32.
    public static func gather(_ table: Weight, rows ids: [Int]) -> Tensor {
        var draft = Draft(rows: ids.count, columns: table.inputs)
        unsafe draft.withPointer { to in
            unsafe table.withBytes { bytes in
                inParallel(ids.count, work: table.inputs) { range in
                    for i in range {
                        precondition(ids[i] >= 0 && ids[i] < table.outputs, "row \(ids[i]) of \(table.outputs)")
                        unsafe table.widen(bytes, rows: ids[i]..<ids[i] + 1, to: to + i * table.inputs)
                    }
                }
            }
        }
        return draft.seal()
    }

    /// The rows of `tensors`, one tensor after another; all have the same columns.
    public static func concatenate(_ tensors: [Tensor]) -> Tensor {
        var draft = Draft(rows: tensors.reduce(0) { $0 + $1.rows }, columns: tensors.first?.columns ?? 0)
        var row = 0
        for tensor in tensors {
            draft.write(tensor, atRow: row)
            row += tensor.rows
        }
        return draft.seal()
    }
}

extension Verbs {
    /// A tensor like x, whose rows `body` writes.
    static func map(
        _ x: Tensor, work: Int, _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) -> Tensor {
        unsafe map(x, work: work, row: { unsafe body($1, $2) })
    }

    static func map(
        _ x: Tensor, work: Int, row body: (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
    ) -> Tensor {
        var draft = Draft(rows: x.rows, columns: x.columns)
        unsafe draft.withPointer { to in
            unsafe x.withPointer { from in
                inParallel(x.rows, work: work) { range in
                    for row in range { unsafe body(row, from + row * x.columns, to + row * x.columns) }
                }
            }
        }
        return draft.seal()
    }

    static func combine(
        _ a: Tensor, _ b: Tensor, work: Int = 2,
        _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
    ) -> Tensor {
        precondition(a.rows == b.rows && a.columns == b.columns, "\(a) with \(b)")
        var draft = Draft(rows: a.rows, columns: a.columns)
        unsafe draft.withPointer { to in
            unsafe a.withPointer { first in
                unsafe b.withPointer { second in
                    inParallel(a.count, work: work) { range in
                        let start = range.lowerBound
                        unsafe body(first + start, second + start, to + start, range.count)
                    }
                }
            }
        }
        return draft.seal()
    }
}
