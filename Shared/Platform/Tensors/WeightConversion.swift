internal import CKernels

extension Weight {
    /// A weight from numbers in bytes of another owner, such as a mapped file, who is kept alive.
    ///
    /// Where `format` and `element` agree the bytes are used as they stand, not copied. Otherwise they are converted,
    /// on all processors: to bf16 by rounding to nearest, to int8 blocks as `ck_quantize_weight` says.
    ///
    /// - Throws: `byteCount` if the bytes do not fit the shape, `notFinite` if a number is infinite or not a number.
    @unsafe
    public init(
        outputs: Int, inputs: Int, unsafeBytes bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable,
        element: ElementType, format: WeightFormat
    ) throws(TensorError) {
        let wanted = outputs * inputs * element.byteCount
        guard bytes.count == wanted else { throw .byteCount(found: bytes.count, wanted: wanted) }
        let source = unsafe Elements(block: Block(unsafeBytes: unsafe bytes, owner: owner), type: element,
            columns: inputs)
        if let index = source.firstNotFinite(rows: outputs) { throw .notFinite(index: index) }
        if source.isUsableAs(format) {
            self.init(outputs: outputs, inputs: inputs, format: format, block: source.block)
        } else {
            self.init(outputs: outputs, inputs: inputs, format: format, converting: source)
        }
    }

    /// A weight from f32 numbers.
    ///
    /// - Throws: `notFinite` if a number is infinite or not a number.
    public init(_ tensor: Tensor, format: WeightFormat) throws(TensorError) {
        let source = Elements(block: tensor.block, start: tensor.start * 4, type: .f32, columns: tensor.columns)
        if let index = source.firstNotFinite(rows: tensor.rows) { throw .notFinite(index: index) }
        if format == .f32 {
            self.init(outputs: tensor.rows, inputs: tensor.columns, format: .f32, block: tensor.block,
                start: tensor.start * 4)
        } else {
            self.init(outputs: tensor.rows, inputs: tensor.columns, format: format, converting: source)
        }
    }

    private init(outputs: Int, inputs: Int, format: WeightFormat, converting source: Elements) {
        let block = Block(byteCount: Self.byteCount(outputs, inputs, format))
        let made = Weight(outputs: outputs, inputs: inputs, format: format, block: block)
        unsafe made.withBytes { bytes in
            inParallel((outputs + 15) / 16, work: inputs * 64) { tiles in
                let lines = Block(byteCount: 16 * inputs * 4)
                let floats = unsafe lines.address.assumingMemoryBound(to: Float.self)
                for tile in tiles {
                    let rows = tile * 16..<min(tile * 16 + 16, outputs)
                    for row in rows { unsafe source.widen(row: row, to: floats + (row - rows.lowerBound) * inputs) }
                    unsafe made.store(floats, rows: rows, bytes)
                }
            }
        }
        self = made
    }

    private func store(_ floats: UnsafeMutablePointer<Float>, rows: Range<Int>, _ bytes: UnsafeMutableRawPointer) {
        let first = rows.lowerBound * inputs
        switch format {
        case .f32:
            unsafe (bytes.assumingMemoryBound(to: Float.self) + first).update(from: floats, count: rows.count * inputs)
        case .bf16:
            unsafe ck_round_bf16(floats, bytes.assumingMemoryBound(to: UInt16.self) + first, rows.count * inputs)
        case .int8:
            let (numbers, scales) = unsafe tiles(bytes, containing: rows.lowerBound)
            unsafe ck_quantize_weight(floats, inputs, rows.count, inputs, numbers, scales)
        }
    }
}

/// Rows of numbers as a file has them.
struct Elements {
    let block: Block
    var start = 0
    let type: ElementType
    let columns: Int

    /// Vector loads take any address, single numbers want their own alignment.
    func isUsableAs(_ format: WeightFormat) -> Bool {
        let address = unsafe UInt(bitPattern: block.address) + UInt(start)
        return format.rawValue == type.rawValue && address.isMultiple(of: UInt(type.byteCount))
    }

    func widen(row: Int, to floats: UnsafeMutablePointer<Float>) {
        let from = unsafe block.address + start + row * columns * type.byteCount
        let isAligned = UInt(bitPattern: from).isMultiple(of: UInt(type.byteCount))
        switch type {
        case .f32: unsafe UnsafeMutableRawPointer(floats).copyMemory(from: from, byteCount: columns * 4)
        case .bf16 where isAligned: unsafe ck_widen_bf16(from.assumingMemoryBound(to: UInt16.self), floats, columns)
        case .f16 where isAligned: unsafe ck_widen_f16(from.assumingMemoryBound(to: UInt16.self), floats, columns)
        case .bf16, .f16:
            let halves = (0..<columns).map { unsafe from.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self) }
            if type == .bf16 { unsafe ck_widen_bf16(halves, floats, columns) } else { unsafe ck_widen_f16(halves,
                floats, columns) }
        }
    }

    /// The index of the first number which is infinite or not a number.
    func firstNotFinite(rows: Int) -> Int? {
        let found = Lowest(rows * columns)
        inParallel(rows, work: columns) { range in
            let line = Block(byteCount: columns * 4)
            let floats = unsafe line.address.assumingMemoryBound(to: Float.self)
            for row in range {
                unsafe widen(row: row, to: floats)
                let column = unsafe ck_first_not_finite(floats, columns)
                if column < columns { return found.offer(row * columns + column) }
            }
        }
        return found.value < rows * columns ? found.value : nil
    }
}
