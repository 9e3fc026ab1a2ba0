/// Reads little-endian values from the front of a buffer; every length is checked before anything is allocated.
public struct ByteReader: Sendable {
    @usableFromInline let bytes: [UInt8]
    private var position: Int
    private let end: Int

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    /// How many bytes have not been read yet.
    public var left: Int { end - position }

    @inlinable
    public mutating func read<Value: FixedWidthInteger & Sendable>(_ type: Value.Type = Value.self) throws(BytesError)
        -> Value
    {
        let start = try advance(MemoryLayout<Value>.size)
        var value: Value = 0
        for offset in 0..<MemoryLayout<Value>.size {
            value |= Value(truncatingIfNeeded: bytes[start + offset]) &<< Value(truncatingIfNeeded: 8 * offset)
        }
        return value
    }

    public mutating func readFloat() throws(BytesError) -> Float { Float(bitPattern: try read(UInt32.self)) }

    public mutating func readDouble() throws(BytesError) -> Double { Double(bitPattern: try read(UInt64.self)) }

    /// One byte, 0 or 1.
    public mutating func readBool() throws(BytesError) -> Bool {
        let value = try read(UInt8.self)
        guard value <= 1 else { throw .value(field: "boolean", found: String(value)) }
        return value == 1
    }

    /// Exactly `count` bytes, without a length in front.
    public mutating func readBytes(exactly count: Int) throws(BytesError) -> [UInt8] {
        let start = try advance(count)
        return Array(bytes[start..<start + count])
    }

    /// A 32-bit length, which must lie in `allowed`, and then that many bytes.
    public mutating func readBytes(count allowed: ClosedRange<Int>) throws(BytesError) -> [UInt8] {
        try readBytes(exactly: readCount(in: allowed))
    }

    /// A 32-bit length in bytes, which must lie in `allowed`, and then UTF-8.
    public mutating func readString(bytes allowed: ClosedRange<Int>) throws(BytesError) -> String {
        let count = try readCount(in: allowed)
        let start = try advance(count)
        guard let text = String(validating: bytes[start..<start + count], as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    /// A 32-bit count, which must lie in `allowed`.
    public mutating func readCount(in allowed: ClosedRange<Int>) throws(BytesError) -> Int {
        let count = Int(try read(UInt32.self))
        guard allowed.contains(count) else { throw .length(found: count, allowed: allowed) }
        return count
    }

    /// A 32-bit count in `allowed`, and then that many elements, each of at least `elementBytesMin` bytes.
    public mutating func readArray<Element>(
        count allowed: ClosedRange<Int>, elementBytesMin: Int,
        of element: (inout ByteReader) throws(BytesError) -> Element
    ) throws(BytesError) -> [Element] {
        let count = try readCount(in: allowed)
        try require(count * elementBytesMin)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    /// One byte, 0 or 1, and after a 1 the value.
    public mutating func readOptional<Value>(
        _ value: (inout ByteReader) throws(BytesError) -> Value
    ) throws(BytesError) -> Value? {
        try readBool() ? try value(&self) : nil
    }

    /// - Throws: `trailing` if anything is left.
    public func requireEnd() throws(BytesError) {
        guard left == 0 else { throw .trailing(left) }
    }

    /// Steps over `count` bytes and gives where they start.
    @usableFromInline
    mutating func advance(_ count: Int) throws(BytesError) -> Int {
        try require(count)
        defer { position += count }
        return position
    }

    private func require(_ count: Int) throws(BytesError) {
        guard count >= 0, count <= left else { throw .truncated(wanted: count, left: left) }
    }
}
