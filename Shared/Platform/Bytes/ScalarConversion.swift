/// The numbers that `bytes` hold in little-endian order, each rounded to the nearest `Double` (64-bit integers may
/// round); nil for 8-bit floating point, which nothing here reads.
///
/// - Precondition: `bytes` holds a whole number of them.
public func decodeDoubles(_ bytes: RawSpan, as type: ScalarType) -> [Double]? {
    switch type {
    case .float64: decode(bytes) { Double(bitPattern: $0) }
    case .float32: decode(bytes) { (bits: UInt32) in Double(Float(bitPattern: bits)) }
    case .float16: decode(bytes) { (bits: UInt16) in Double(widened(half: bits)) }
    case .brain16: decode(bytes) { (bits: UInt16) in Double(Float(bitPattern: UInt32(bits) << 16)) }
    case .float8E4M3, .float8E5M2: nil
    default: decodeIntegers(bytes, as: type)?.map(Double.init)
    }
}

/// The numbers that `bytes` hold in little-endian order, each rounded to the nearest `Float`; nil for 8-bit floating
/// point.
///
/// - Precondition: `bytes` holds a whole number of them.
public func decodeFloats(_ bytes: RawSpan, as type: ScalarType) -> [Float]? {
    switch type {
    case .float64: decode(bytes) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    case .float32: decode(bytes) { Float(bitPattern: $0) }
    case .float16: decode(bytes) { widened(half: $0) }
    case .brain16: decode(bytes) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
    case .float8E4M3, .float8E5M2: nil
    default: decodeIntegers(bytes, as: type)?.map(Float.init)
    }
}

/// The integers that `bytes` hold in little-endian order; nil for floating point or a number above `Int.max`.
///
/// - Precondition: `bytes` holds a whole number of them.
public func decodeIntegers(_ bytes: RawSpan, as type: ScalarType) -> [Int]? {
    switch type {
    case .boolean, .unsigned8: decode(bytes) { (bits: UInt8) in Int(bits) }
    case .unsigned16: decode(bytes) { (bits: UInt16) in Int(bits) }
    case .unsigned32: decode(bytes) { (bits: UInt32) in Int(bits) }
    case .unsigned64: wholeIntegers(decode(bytes) { (bits: UInt64) in bits })
    case .signed8: decode(bytes) { (bits: UInt8) in Int(Int8(bitPattern: bits)) }
    case .signed16: decode(bytes) { (bits: UInt16) in Int(Int16(bitPattern: bits)) }
    case .signed32: decode(bytes) { (bits: UInt32) in Int(Int32(bitPattern: bits)) }
    case .signed64: decode(bytes) { (bits: UInt64) in Int(bitPattern: UInt(bits)) }
    case .float8E4M3, .float8E5M2, .float16, .brain16, .float32, .float64: nil
    }
}

/// The little-endian bytes of `values`, four each.
public func encodeFloats(_ values: [Float]) -> [UInt8] {
    encode(values) { $0.bitPattern }
}

/// The little-endian bytes of `values` in bfloat16, rounded to nearest with ties to even; a NaN stays one.
public func encodeBrainFloats(_ values: [Float]) -> [UInt8] {
    encode(values) { value in
        let bits = value.bitPattern
        guard !value.isNaN else { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }
}

/// The value of an IEEE 754 half-precision number, exactly.
public func widened(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
}

private func decode<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
    _ bytes: RawSpan, _ value: (Bits) -> Value
) -> [Value] {
    let size = MemoryLayout<Bits>.size
    precondition(bytes.byteCount.isMultiple(of: size), "\(bytes.byteCount) bytes, \(size) a number")
    let count = bytes.byteCount / size
    return unsafe bytes.withUnsafeBytes { source in
        unsafe [Value](unsafeUninitializedCapacity: count) { values, filled in
            for index in 0..<count {
                let bits = unsafe source.loadUnaligned(fromByteOffset: index * size, as: Bits.self)
                unsafe values.initializeElement(at: index, to: value(Bits(littleEndian: bits)))
            }
            filled = count
        }
    }
}

private func encode<Bits: FixedWidthInteger & BitwiseCopyable>(_ values: [Float], _ bits: (Float) -> Bits) -> [UInt8] {
    let size = MemoryLayout<Bits>.size
    return unsafe [UInt8](unsafeUninitializedCapacity: values.count * size) { bytes, filled in
        let raw = UnsafeMutableRawBufferPointer(bytes)
        for index in values.indices {
            unsafe raw.storeBytes(of: bits(values[index]).littleEndian, toByteOffset: index * size, as: Bits.self)
        }
        filled = values.count * size
    }
}

private func wholeIntegers(_ values: [UInt64]) -> [Int]? {
    values.allSatisfy { $0 <= UInt64(Int.max) } ? values.map(Int.init) : nil
}
