public import Bytes
public import Tensors

/// Which columns a prompt stands for: those where its mean input, centred, is largest, moved by a fixed permutation so
/// that the most excited inputs do not share the same columns in every edit.            Wang et al. 2025, section 3.2
public struct TopHash: ByteCodable, Hashable, Sendable {
    /// How many columns.
    public let columns: Int
    /// Where column i goes.
    public let permutation: [UInt32]
    /// What is taken from the mean input.
    public let mean: [Float]

    /// How many inputs there are.
    public var width: Int { permutation.count }

    public init(columns: Int, permutation: [UInt32], mean: [Float]) {
        precondition(columns <= permutation.count && mean.count == permutation.count, "\(columns) columns")
        self.columns = columns
        self.permutation = permutation
        self.mean = mean
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let count = Int(try reader.read(UInt32.self))
        let permutation = try reader.readArray(count: 1...(1 << 20), elementBytesMin: 4) { reader throws(BytesError) in
            try reader.read(UInt32.self)
        }
        let mean = try reader.readArray(count: permutation.count...permutation.count, elementBytesMin: 4) {
            reader throws(BytesError) in try reader.readFloat()
        }
        guard count <= permutation.count, Set(permutation) == Set(0..<UInt32(permutation.count)) else {
            throw .value(field: "permutation", found: "\(count) columns of no permutation of \(permutation.count)")
        }
        self.init(columns: count, permutation: permutation, mean: mean)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(UInt32(columns))
        writer.writeArray(permutation) { $1.write($0) }
        writer.writeArray(mean) { $1.write($0) }
    }

    /// The mean of the rows that a prompt reads, less the mean of all prompts.
    public func feature(_ input: Tensor) -> [Float] {
        let sums = Verbs.addRowSum(input).array
        return zip(sums, mean).map { $0 / Float(input.rows) - $1 }
    }

    /// The columns of a centred feature, ascending. Of equal sizes the first counts more.
    public func mask(_ feature: [Float]) -> [UInt32] {
        precondition(feature.count == width, "a feature of \(feature.count), wanted \(width)")
        let order = feature.indices.sorted { (abs(feature[$0]), -$0) > (abs(feature[$1]), -$1) }
        return order.prefix(columns).map { permutation[$0] }.sorted()
    }
}

/// A set of columns as bits.
public struct ColumnMask: Sendable {
    let words: [UInt64]

    public init(_ columns: [UInt32], width: Int) {
        var words = [UInt64](repeating: 0, count: (width + 63) / 64)
        for column in columns { words[Int(column) / 64] |= 1 << UInt64(column % 64) }
        self.words = words
    }

    /// How many columns both have.
    public func overlap(_ other: ColumnMask) -> Int {
        zip(words, other.words).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
    }

    /// 1 in the columns of the set, else 0.
    func row(width: Int) -> [Float] {
        (0..<width).map { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 ? 1 : 0 }
    }
}
