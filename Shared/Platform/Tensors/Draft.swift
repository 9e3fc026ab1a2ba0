internal import CKernels

/// A matrix of f32 numbers being written; it has one owner and ends by being sealed.
public struct Draft: ~Copyable {
    public let rows: Int
    public let columns: Int
    private let block: Block

    /// A matrix with undefined contents: every number has to be written before it is sealed.
    public init(rows: Int, columns: Int) {
        precondition(rows >= 0 && columns >= 0, "\(rows) x \(columns)")
        (self.rows, self.columns) = (rows, columns)
        block = Block(byteCount: rows * columns * 4)
    }

    public init(zerosOf rows: Int, _ columns: Int) {
        self.init(rows: rows, columns: columns)
        unsafe withPointer { unsafe $0.update(repeating: 0, count: rows * columns) }
    }

    /// The numbers of `tensor`: taken over if nobody else looks at them, copied otherwise.
    public init(_ tensor: consuming Tensor) {
        (rows, columns) = (tensor.rows, tensor.columns)
        var taken = tensor.block
        let (start, count, isWhole) = (tensor.start, tensor.count, tensor.start == 0 && tensor.block.isOwned)
        tensor = Tensor.none
        if isWhole && isKnownUniquelyReferenced(&taken) {
            block = taken
        } else {
            block = Block(byteCount: count * 4)
            let from = unsafe taken.address.assumingMemoryBound(to: Float.self) + start
            unsafe block.address.assumingMemoryBound(to: Float.self).update(from: from, count: count)
            withExtendedLifetime(taken) {}
        }
    }

    public var count: Int { rows * columns }

    /// All numbers, row after row.
    public var floats: MutableSpan<Float> {
        @_lifetime(&self)
        mutating get {
            let start = unsafe block.address.assumingMemoryBound(to: Float.self)
            let numbers = unsafe MutableSpan(_unsafeStart: start, count: rows * columns)
            return unsafe _overrideLifetime(numbers, mutating: &self)
        }
    }

    /// Writes the rows of `tensor` over this matrix's rows from `row` on.
    public mutating func write(_ tensor: Tensor, atRow row: Int) {
        precondition(tensor.columns == columns && row >= 0 && row + tensor.rows <= rows,
                     "\(tensor) at row \(row) of \(rows) x \(columns)")
        let first = row * columns
        unsafe withPointer { to in
            unsafe tensor.withPointer { unsafe (to + first).update(from: $0, count: tensor.count) }
        }
    }

    /// Ends the writing.
    public consuming func seal() -> Tensor { Tensor(rows: rows, columns: columns, block: block) }

    mutating func withPointer<Result>(_ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
        defer { withExtendedLifetime(block) {} }
        return unsafe body(block.address.assumingMemoryBound(to: Float.self))
    }
}

extension Tensor {
    /// No rows, no columns.
    public static let none = Tensor(rows: 0, columns: 0, block: Block(byteCount: 0))
}

extension Draft {
    /// Adds the rows of `tensor` to this matrix's rows from `row` on.
    public mutating func add(_ tensor: Tensor, atRow row: Int) {
        precondition(tensor.columns == columns && row >= 0 && row + tensor.rows <= rows,
                     "\(tensor) at row \(row) of \(rows) x \(columns)")
        let first = row * columns
        unsafe withPointer { to in
            unsafe tensor.withPointer { unsafe ck_add(to + first, $0, tensor.count, to + first) }
        }
    }
}
