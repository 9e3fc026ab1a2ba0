public import Bytes
public import Tensors

/// A matrix as a sum of products: outputsᵀ inputs.
public struct Factors: ByteCodable, Sendable {
    /// [r, columns of the matrix].
    public let inputs: Tensor
    /// [r, rows of the matrix].
    public let outputs: Tensor

    public init(inputs: Tensor, outputs: Tensor) {
        precondition(inputs.rows == outputs.rows, "\(inputs) with \(outputs)")
        self.inputs = inputs
        self.outputs = outputs
    }

    public var rank: Int { inputs.rows }

    /// outputsᵀ inputs, added to `sum`, in one order of summation.
    public func product(addedTo sum: consuming Tensor? = nil) -> Tensor {
        Verbs.addWeightGradient(outputs, inputs, to: sum)
    }

    /// Σ of the squares of the matrix's numbers.
    var squares: Double {
        let (a, b) = (Matrix64(inputs), Matrix64(outputs))
        let (inner, outer) = (a.multiplied(byTransposed: a), b.multiplied(byTransposed: b))
        return zip(inner.values, outer.values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        inputs = try reader.readTensor()
        outputs = try reader.readTensor()
        guard inputs.rows == outputs.rows else {
            throw .value(field: "factors", found: "\(inputs) with \(outputs)")
        }
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(inputs)
        writer.write(outputs)
    }
}

extension ByteReader {
    static let tensorNumbersMax = 1 << 30

    /// Rows, columns, and f32 numbers row by row.
    mutating func readTensor() throws(BytesError) -> Tensor {
        let (rows, columns) = (Int(try read(UInt32.self)), Int(try read(UInt32.self)))
        let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
        guard !overflows, (1...Self.tensorNumbersMax).contains(count) else {
            throw .value(field: "tensor", found: "\(rows) x \(columns)")
        }
        let bytes = try readBytes(exactly: 4 * count)
        do { return try Tensor(rows: rows, columns: columns, littleEndianBytes: bytes) } catch {
            throw .value(field: "tensor", found: "\(error)")
        }
    }
}

extension ByteWriter {
    mutating func write(_ tensor: Tensor) {
        write(UInt32(tensor.rows))
        write(UInt32(tensor.columns))
        write(exactly: tensor.littleEndianBytes)
    }
}
