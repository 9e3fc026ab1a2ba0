public import Files

extension Weight {
    /// A weight from the numbers in `range` of a mapped file.
    ///
    /// Where `format` and `element` agree the file's bytes are used as they stand and the mapping is kept alive;
    /// otherwise they are converted.
    ///
    /// - Parameter range: bytes, row after row, little-endian.
    /// - Throws: `byteCount` if the range does not fit the shape, `notFinite` if a number is infinite or not a number.
    public init(
        outputs: Int, inputs: Int, file: MappedFile, range: Range<Int>, element: ElementType, format: WeightFormat
    ) throws(TensorError) {
        precondition(range.lowerBound >= 0 && range.upperBound <= file.count, "bytes \(range) of \(file.count)")
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: file.unsafeBytes[range])
        try unsafe self.init(
            outputs: outputs, inputs: inputs, unsafeBytes: bytes, owner: file, element: element, format: format)
    }
}

extension Tensor {
    /// f32 numbers from those in `range` of a mapped file; f32 ones are not copied.
    ///
    /// - Throws: `byteCount`, `notFinite` as for a weight.
    public init(
        rows: Int, columns: Int, file: MappedFile, range: Range<Int>, element: ElementType
    ) throws(TensorError) {
        let weight = try Weight(
            outputs: rows, inputs: columns, file: file, range: range, element: element, format: .f32)
        self.init(rows: rows, columns: columns, block: weight.block)
    }
}
