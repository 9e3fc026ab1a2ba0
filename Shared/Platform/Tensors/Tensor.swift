/// A matrix of f32 numbers, row-major, which nobody can write and anybody may share.
///
/// A copy or a range of rows shares the memory. It is made by sealing a `Draft`.
public struct Tensor: Sendable {
    public let rows: Int
    public let columns: Int
    let block: Block
    /// Where the first number stands in the block, in numbers.
    let start: Int

    init(rows: Int, columns: Int, block: Block, start: Int = 0) {
        (self.rows, self.columns, self.block, self.start) = (rows, columns, block, start)
        precondition(rows >= 0 && columns >= 0 && (start + rows * columns) * 4 <= block.byteCount,
                     "\(rows) x \(columns) from \(start) in \(block.byteCount) bytes")
    }

    /// A copy of `values`, which are `rows` rows of `columns` numbers.
    public init(rows: Int, columns: Int, _ values: [Float]) {
        precondition(values.count == rows * columns, "\(values.count) values for \(rows) x \(columns)")
        var draft = Draft(rows: rows, columns: columns)
        unsafe draft.withPointer { unsafe $0.update(from: values, count: values.count) }
        self = draft.seal()
    }

    public static func zeros(rows: Int, columns: Int) -> Tensor { Draft(zerosOf: rows, columns).seal() }

    /// How many numbers there are.
    public var count: Int { rows * columns }

    /// The rows in `range`, without copying.
    public subscript(rows range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
        return Tensor(rows: range.count, columns: columns, block: block, start: start + range.lowerBound * columns)
    }

    public subscript(row: Int, column: Int) -> Float {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns,
            "[\(row), \(column)] of \(rows) x \(columns)")
        return unsafe withPointer { unsafe $0[row * columns + column] }
    }

    /// All numbers, row after row.
    public var floats: Span<Float> {
        @_lifetime(borrow self)
        get {
            let numbers = unsafe Span(_unsafeStart: block.address.assumingMemoryBound(to: Float.self) + start,
                count: count)
            return unsafe _overrideLifetime(numbers, borrowing: self)
        }
    }

    /// A copy of all numbers, row after row.
    public var array: [Float] {
        unsafe withPointer { unsafe Array(UnsafeBufferPointer(start: $0, count: count)) }
    }

    /// The numbers as they stand in files: f32, little-endian.
    public var littleEndianBytes: [UInt8] {
        unsafe withPointer { unsafe Array(UnsafeRawBufferPointer(start: $0, count: count * 4)) }
    }

    /// A tensor of f32 numbers in little-endian bytes.
    ///
    /// - Throws: `byteCount` if there are not 4 bytes for each number.
    public init(rows: Int, columns: Int, littleEndianBytes bytes: [UInt8]) throws(TensorError) {
        guard bytes.count == rows * columns * 4 else {
            throw .byteCount(found: bytes.count, wanted: rows * columns * 4)
        }
        var draft = Draft(rows: rows, columns: columns)
        unsafe draft.withPointer { numbers in
            unsafe bytes.withUnsafeBytes { unsafe UnsafeMutableRawBufferPointer(start: numbers,
                count: bytes.count).copyMemory(from: $0) }
        }
        self = draft.seal()
    }

    func withPointer<Result, Failure: Error>(
        _ body: (UnsafePointer<Float>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(block) {} }
        return try unsafe body(UnsafePointer(block.address.assumingMemoryBound(to: Float.self) + start))
    }
}

extension Tensor: CustomStringConvertible {
    public var description: String { "Tensor \(rows) x \(columns)" }
}
