internal import CKernels
internal import COpenBLAS

/// The input of a product in the form that its kernel reads.
struct Input {
    let x: Tensor

    init(_ x: Tensor, for format: WeightFormat, rounding: Rounding) { self.x = x }
}

extension Verbs {
    static func product(_ input: Input, _ weight: Weight) -> Tensor {
        let wide = weight.widened()
        let (m, n, k) = (input.x.rows, weight.outputs, weight.inputs)
        var draft = Draft(rows: m, columns: n)
        unsafe draft.withPointer { y in
            unsafe wide.withPointer { w in
                unsafe input.x.withPointer { x in
                    inParallel(n, work: m * k) { range in
                        let first = range.lowerBound
                        if m > 4 && BLAS.isLoaded {
                            unsafe copenblas_sgemm_nt(m, range.count, k, x, k, w + first * k, k, y + first, n)
                        } else {
                            unsafe ck_product_f32(w + first * k, k, range.count, k, x, k, m, y + first, n)
                        }
                    }
                }
            }
        }
        return draft.seal()
    }
}

/// The library for large f32 products.
public enum BLAS {
    /// Whether OpenBLAS is there; without it our own kernels do its work, slower.
    public static let isLoaded = copenblas_load() != 0

    /// The kernels OpenBLAS chose for this CPU, such as "SkylakeX"; empty without it.
    public static var core: String { isLoaded ? unsafe String(cString: copenblas_core()) : "" }

    /// OpenBLAS's version and build options; empty without it.
    public static var configuration: String { isLoaded ? unsafe String(cString: copenblas_config()) : "" }
}
