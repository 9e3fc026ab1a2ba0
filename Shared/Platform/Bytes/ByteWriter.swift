/// Writes what `ByteReader` reads: little-endian values, and strings and arrays behind a 32-bit count.
public struct ByteWriter: Sendable {
    public internal(set) var bytes: [UInt8] = []

    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    @inlinable
    public mutating func write(_ value: some FixedWidthInteger) {
        for offset in 0..<(value.bitWidth / 8) { append(UInt8(truncatingIfNeeded: value >> (8 * offset))) }
    }

    @usableFromInline
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    public mutating func write(_ value: Float) { write(value.bitPattern) }

    public mutating func write(_ value: Double) { write(value.bitPattern) }

    public mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// The bytes alone, without a length in front.
    public mutating func write(exactly raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

    public mutating func write(_ raw: [UInt8]) {
        writeCount(raw.count)
        bytes.append(contentsOf: raw)
    }

    public mutating func write(_ text: String) {
        writeCount(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    public mutating func writeCount(_ count: Int) {
        precondition(count >= 0 && count <= Int(UInt32.max), "a count of \(count) does not fit 32 bits")
        write(UInt32(count))
    }

    public mutating func writeArray<Element>(_ elements: [Element], _ body: (Element, inout ByteWriter) -> Void) {
        writeCount(elements.count)
        for element in elements { body(element, &self) }
    }

    public mutating func writeOptional<Value>(_ value: Value?, _ body: (Value, inout ByteWriter) -> Void) {
        write(value != nil)
        if let value { body(value, &self) }
    }
}
