/// The Castagnoli CRC of `bytes` (RFC 3720, appendix B.4: polynomial 1EDC6F41, reflected, both ends inverted),
/// continued from `previous`, which is the CRC of what came before.
public func crc32c(_ bytes: some Sequence<UInt8>, continuing previous: UInt32 = 0) -> UInt32 {
    var state = ~previous
    for byte in bytes { state = crcTable[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8) }
    return ~state
}

private let crcTable: [UInt32] = (0..<256).map { (index: UInt32) in
    (0..<8).reduce(index) { value, _ in value & 1 == 1 ? 0x82F6_3B78 ^ (value >> 1) : value >> 1 }
}
