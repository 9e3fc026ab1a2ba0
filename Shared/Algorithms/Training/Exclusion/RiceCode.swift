/// Writes numbers near 2^bits in few bits: quotient in ones and a zero, then the remainder.       Rice 1979
struct RiceWriter {
    private let bits: UInt64
    private var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingBits: UInt64 = 0

    init(bits: Int) { self.bits = UInt64(bits) }

    mutating func write(_ value: UInt64) {
        for _ in 0..<(value >> bits) { append(1, bits: 1) }
        append(0, bits: 1)
        append(value & ((1 << bits) - 1), bits: bits)
    }

    private mutating func append(_ value: UInt64, bits: UInt64) {
        pending |= value << pendingBits
        pendingBits += bits
        while pendingBits >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
    }

    consuming func finish() -> [UInt8] {
        if pendingBits > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
        return bytes
    }
}

/// Reads what `RiceWriter` wrote.
struct RiceReader {
    private let bits: Int
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8], bits: Int) {
        self.bytes = bytes
        self.bits = bits
    }

    /// Nil where the bytes end.
    mutating func next() -> UInt64? {
        var quotient: UInt64 = 0
        while true {
            guard let bit = nextBit() else { return nil }
            if bit == 0 { break }
            quotient += 1
        }
        var remainder: UInt64 = 0
        for index in 0..<bits {
            guard let bit = nextBit() else { return nil }
            remainder |= bit << UInt64(index)
        }
        return quotient << UInt64(bits) | remainder
    }

    private mutating func nextBit() -> UInt64? {
        guard position < bytes.count * 8 else { return nil }
        defer { position += 1 }
        return UInt64(bytes[position >> 3] >> UInt8(position & 7)) & 1
    }
}
