internal import CKernels

/// How the numbers of a weight stand in memory.
public enum WeightFormat: String, Sendable, CaseIterable {
    /// 4 bytes a number.
    case f32
    /// 2 bytes a number: an f32 without its lower half.
    case bf16
    /// One byte a number and a bf16 scale for each 64 of a row: 8.25 bits a number.
    case int8
}

/// How numbers stand in a file; all are little-endian.
public enum ElementType: String, Sendable, CaseIterable {
    case f32, bf16, f16

    public var byteCount: Int { self == .f32 ? 4 : 2 }
}

/// A weight matrix of a linear map, [outputs, inputs], or a table of `outputs` rows; immutable and shared.
public struct Weight: Sendable {
    public let outputs: Int
    public let inputs: Int
    public let format: WeightFormat
    let block: Block
    /// Byte offset of the first number in the block.
    let start: Int

    init(outputs: Int, inputs: Int, format: WeightFormat, block: Block, start: Int = 0) {
        (self.outputs, self.inputs, self.format, self.block, self.start) = (outputs, inputs, format, block, start)
        precondition(start + byteCount <= block.byteCount, "\(outputs) x \(inputs) in \(block.byteCount) bytes")
    }

    /// int8 blocks of a row.
    var blocks: Int { ck_blocks(inputs) }

    /// Rows of tiles of 16 int8 rows.
    var tileRows: Int { (outputs + Int(CK_TILE) - 1) / Int(CK_TILE) }

    /// Bytes of all numbers and scales: what a product with one row reads.
    public var byteCount: Int { Self.byteCount(outputs, inputs, format) }

    static func byteCount(_ outputs: Int, _ inputs: Int, _ format: WeightFormat) -> Int {
        switch format {
        case .f32: outputs * inputs * 4
        case .bf16: outputs * inputs * 2
        case .int8: (outputs + 15) / 16 * 16 * ck_blocks(inputs) * (Int(CK_BLOCK) + 2)
        }
    }

    func withBytes<Result>(_ body: (UnsafeMutableRawPointer) -> Result) -> Result {
        defer { withExtendedLifetime(block) {} }
        return unsafe body(block.address + start)
    }

    /// A copy of all numbers in f32.
    public func widened() -> Tensor {
        var draft = Draft(rows: outputs, columns: inputs)
        unsafe draft.withPointer { to in
            unsafe withBytes { bytes in
                inParallel(outputs, work: inputs) { rows in
                    unsafe widen(bytes, rows: rows, to: to + rows.lowerBound * inputs)
                }
            }
        }
        return draft.seal()
    }

    /// Writes `rows` in f32, one after another.
    func widen(_ bytes: UnsafeMutableRawPointer, rows: Range<Int>, to: UnsafeMutablePointer<Float>) {
        switch format {
        case .f32:
            let from = unsafe bytes.assumingMemoryBound(to: Float.self) + rows.lowerBound * inputs
            unsafe to.update(from: from, count: rows.count * inputs)
        case .bf16:
            unsafe ck_widen_bf16(bytes.assumingMemoryBound(to: UInt16.self) + rows.lowerBound * inputs, to,
                rows.count * inputs)
        case .int8:
            for row in rows {
                let (numbers, scales) = unsafe tiles(bytes, containing: row)
                unsafe ck_widen_int8(numbers, scales, row % 16, inputs, to + (row - rows.lowerBound) * inputs)
            }
        }
    }

    /// The row of tiles in which an int8 row stands, and its scales: all numbers come first, then all scales.
    func tiles(
        _ bytes: UnsafeMutableRawPointer, containing row: Int
    ) -> (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt16>) {
        let (tileRow, count) = (row / 16, blocks * 16)
        let numbers = unsafe bytes.assumingMemoryBound(to: UInt8.self) + tileRow * count * Int(CK_BLOCK)
        let scales = unsafe (bytes + tileRows * count * Int(CK_BLOCK)).assumingMemoryBound(to: UInt16.self)
        return unsafe (numbers, scales + tileRow * count)
    }
}
