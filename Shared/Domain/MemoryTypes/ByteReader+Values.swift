public import Bytes

extension ByteReader {
    /// One byte, 0 or 1, and after a 1 the value.
    public mutating func readOptional<Value: ByteCodable>() throws(BytesError) -> Value? {
        try readBool() ? try Value(from: &self) : nil
    }

    /// One byte, 0 or 1, and after a 1 the number.
    public mutating func readOptional<Value: FixedWidthInteger & Sendable>() throws(BytesError) -> Value? {
        try readBool() ? try read(Value.self) : nil
    }

    /// One byte, 0 or 1, and after a 1 the number.
    public mutating func readOptionalDouble() throws(BytesError) -> Double? {
        try readBool() ? try readDouble() : nil
    }

    /// One byte, 0 or 1, and after a 1 the string, whose length in bytes must lie in `allowed`.
    public mutating func readOptionalString(bytes allowed: ClosedRange<Int>) throws(BytesError) -> String? {
        try readBool() ? try readString(bytes: allowed) : nil
    }

    /// A 32-bit count in `allowed`, and then that many values, each of at least `elementBytesMin` bytes.
    public mutating func readArray<Value: ByteCodable>(
        count allowed: ClosedRange<Int>, elementBytesMin: Int
    ) throws(BytesError) -> [Value] {
        try readArray(count: allowed, elementBytesMin: elementBytesMin) { (reader) throws(BytesError) in
            try Value(from: &reader)
        }
    }

    /// A 32-bit count in `allowed`, and then that many numbers.
    public mutating func readArray<Value: FixedWidthInteger & Sendable>(
        count allowed: ClosedRange<Int>
    ) throws(BytesError) -> [Value] {
        try readArray(count: allowed, elementBytesMin: Value.bitWidth / 8) { (reader) throws(BytesError) in
            try reader.read(Value.self)
        }
    }

    /// A 32-bit count in `allowed`, and then that many strings, whose lengths in bytes must lie in `bytes`.
    public mutating func readStrings(
        count allowed: ClosedRange<Int>, bytes: ClosedRange<Int>
    ) throws(BytesError) -> [String] {
        try readArray(count: allowed, elementBytesMin: 4 + bytes.lowerBound) { (reader) throws(BytesError) in
            try reader.readString(bytes: bytes)
        }
    }
}

extension ByteWriter {
    public mutating func write(_ value: (some ByteCodable)?) {
        writeOptional(value) { $0.write(to: &$1) }
    }

    public mutating func write(_ value: (some FixedWidthInteger)?) {
        writeOptional(value) { $1.write($0) }
    }

    public mutating func write(_ value: Double?) {
        writeOptional(value) { $1.write($0) }
    }

    public mutating func write(_ text: String?) {
        writeOptional(text) { $1.write($0) }
    }

    public mutating func write(_ values: [some ByteCodable]) {
        writeArray(values) { $0.write(to: &$1) }
    }

    public mutating func write(_ values: [some FixedWidthInteger]) {
        writeArray(values) { $1.write($0) }
    }

    public mutating func write(_ texts: [String]) {
        writeArray(texts) { $1.write($0) }
    }
}
