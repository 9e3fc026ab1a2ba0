internal import CKernels

/// The Castagnoli CRC of `bytes` (RFC 3720, appendix B.4: polynomial 1EDC6F41, reflected, both ends inverted),
/// continued from `previous`, which is the CRC of what came before.
public func crc32c(_ bytes: some Collection<UInt8>, continuing previous: UInt32 = 0) -> UInt32 {
    let whole = bytes.withContiguousStorageIfAvailable { unsafe crc32c($0, continuing: previous) }
    return whole ?? crc32c(Array(bytes), continuing: previous)
}

private func crc32c(_ bytes: UnsafeBufferPointer<UInt8>, continuing previous: UInt32) -> UInt32 {
    guard let start = bytes.baseAddress else { return previous }
    return unsafe ~ck_crc32c(~previous, start, bytes.count)
}
