internal import CKernels
internal import COpenBLAS

/// The input of a product in the form that its kernel reads.
///
/// The same numbers are used whatever the number of rows: a row alone is rounded like a row among many.
struct ProductInput {
    enum Form {
        /// f32, as given or rounded to bf16 and widened again.
        case floats(Tensor)
        /// bf16, rows `stride` apart.
        case halves(Block, stride: Int)
        /// int8 blocks: the numbers of all rows, their scales, their offsets.
        case bytes(Block, scales: Block, offsets: Block)
    }

    let rows: Int
    let form: Form

    init(_ x: Tensor, for format: WeightFormat, rounding: Rounding) {
        rows = x.rows
        switch (format, rounding) {
        case (.f32, _), (_, .exact): form = .floats(x)
        case (.bf16, .weightFormat): form = CPU.level == .bf16 ? Self.halves(x) : Self.rounded(x)
        case (.int8, .weightFormat): form = Self.bytes(x)
        }
    }

    private static func rounded(_ x: Tensor) -> Form {
        .floats(unsafe Verbs.map(x, work: x.columns) { unsafe ck_round_trip_bf16($0, $1, x.columns) })
    }

    /// Rows are a little more than their columns apart: at a distance of 4,096 bytes they would fight for the same
    /// places in the first cache.
    private static func halves(_ x: Tensor) -> Form {
        let stride = (x.columns + 31) / 32 * 32 + 32
        let block = Block(byteCount: x.rows * stride * 2)
        let to = unsafe block.address.assumingMemoryBound(to: UInt16.self)
        unsafe x.withPointer { from in
            inParallel(x.rows, work: x.columns) { range in
                for row in range { unsafe ck_round_bf16(from + row * x.columns, to + row * stride, x.columns) }
            }
        }
        return .halves(block, stride: stride)
    }

    private static func bytes(_ x: Tensor) -> Form {
        let blocks = ck_blocks(x.columns)
        let numbers = Block(byteCount: x.rows * blocks * Int(CK_BLOCK))
        let (scales, offsets) = (Block(byteCount: x.rows * blocks * 4), Block(byteCount: x.rows * blocks * 4))
        let q = unsafe numbers.address.assumingMemoryBound(to: Int8.self)
        let scale = unsafe scales.address.assumingMemoryBound(to: Float.self)
        let offset = unsafe offsets.address.assumingMemoryBound(to: Int32.self)
        unsafe x.withPointer { from in
            inParallel(x.rows, work: x.columns * 2) { range in
                for row in range {
                    let place = row * blocks
                    unsafe ck_quantize_input(
                        from + row * x.columns, x.columns, q + place * Int(CK_BLOCK), scale + place, offset + place)
                }
            }
        }
        return .bytes(numbers, scales: scales, offsets: offsets)
    }
}

/// A product x Wᵀ being computed, output rows of W at a time.
struct Product {
    let input: ProductInput
    let weight: Weight
    /// [rows, outputs] in f32.
    let result: Block

    private var y: UnsafeMutablePointer<Float> { unsafe result.address.assumingMemoryBound(to: Float.self) }

    /// Up to this many rows our own kernels, which read weights as they stand, beat the library's matrix product, which
    /// rearranges them first (measured on Zen 5). Widening bf16 in passing saves more, so that lasts longer.
    private static var fewRows: Int { CPU.level >= .avx512 ? 32 : 8 }
    private static var fewRowsWidened: Int { CPU.level >= .avx512 ? 256 : 48 }
    /// Rows of weights that are widened at a time.
    private static let panelRows = 256

    /// Computes columns `range` of y; it starts at a multiple of 16.
    func compute(_ range: Range<Int>) {
        switch input.form {
        case .floats(let x): unsafe x.withPointer { unsafe floats($0, range) }
        case .halves(let x, let stride):
            unsafe weight.withBytes { w in
                unsafe ck_product_bf16(
                    w.assumingMemoryBound(to: UInt16.self) + range.lowerBound * weight.inputs, weight.inputs,
                        range.count,
                    weight.inputs, x.address.assumingMemoryBound(to: UInt16.self), stride, input.rows,
                    y + range.lowerBound, weight.outputs)
            }
        case .bytes(let x, let scales, let offsets):
            unsafe weight.withBytes { w in
                let (numbers, widths) = unsafe weight.tiles(w, containing: range.lowerBound)
                unsafe ck_product_int8(
                    numbers, widths, range.count, weight.inputs, x.address.assumingMemoryBound(to: Int8.self),
                    scales.address.assumingMemoryBound(to: Float.self),
                    offsets.address.assumingMemoryBound(to: Int32.self), input.rows, y + range.lowerBound,
                        weight.outputs)
            }
        }
    }

    private func floats(_ x: UnsafePointer<Float>, _ range: Range<Int>) {
        let (m, k) = (input.rows, weight.inputs)
        unsafe weight.withBytes { w in
            switch weight.format {
            case .f32: unsafe multiply(x, w.assumingMemoryBound(to: Float.self) + range.lowerBound * k, range)
            case .bf16 where m <= Self.fewRowsWidened || !BLAS.isLoaded:
                unsafe ck_product_bf16_f32(
                    w.assumingMemoryBound(to: UInt16.self) + range.lowerBound * k, k, range.count, k, x, k, m,
                    y + range.lowerBound, weight.outputs)
            case .bf16, .int8: unsafe multiplyPanels(x, w, range)
            }
        }
    }

    /// Weights are widened to f32 a panel at a time, which stays in the cache until it is used.
    private func multiplyPanels(_ x: UnsafePointer<Float>, _ w: UnsafeMutableRawPointer, _ range: Range<Int>) {
        let rows = min(Self.panelRows, range.count)
        let panel = Block(byteCount: rows * weight.inputs * 4)
        let wide = unsafe panel.address.assumingMemoryBound(to: Float.self)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: rows) {
            let part = start..<min(start + rows, range.upperBound)
            unsafe weight.widen(w, rows: part, to: wide)
            unsafe multiply(x, wide, part)
        }
    }

    private func multiply(_ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ range: Range<Int>) {
        let (m, k) = (input.rows, weight.inputs)
        if m <= Self.fewRows || !BLAS.isLoaded {
            unsafe ck_product_f32(w, k, range.count, k, x, k, m, y + range.lowerBound, weight.outputs)
        } else {
            unsafe copenblas_sgemm_nt(m, range.count, k, x, k, w, k, y + range.lowerBound, weight.outputs)
        }
    }
}
