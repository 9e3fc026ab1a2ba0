internal import Bytes
public import MemoryTypes
internal import Wire

extension StoreCalls {
    /// The bytes of a blob, read in as many requests as it takes; the reader's credit is 16 chunks.
    ///
    /// - Throws: `digestMismatch` if they are not what the digest names, `oversized` beyond `bytesMax`.
    public func fetchBlob(
        _ digest: BlobDigest, bytesMax: Int = Limits.blobBytesMax, within limit: Duration
    ) async throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var total = UInt64.max
        while UInt64(bytes.count) < total {
            let asked = FetchBlob(digest: digest, offset: UInt64(bytes.count), chunks: 16)
            let answer = try await collect(asked, within: limit)
            let before = bytes.count
            for chunk in answer.parts + [answer.reply] {
                guard chunk.total <= UInt64(bytesMax) else {
                    throw Refusal(.oversized, "Blob \(digest) has \(chunk.total) bytes; \(bytesMax) are allowed.")
                }
                guard chunk.offset == UInt64(bytes.count) else { continue }
                total = chunk.total
                bytes += chunk.bytes
            }
            guard bytes.count > before || UInt64(bytes.count) == total else {
                throw Refusal(.malformedPayload, "Blob \(digest) ends at byte \(bytes.count) of \(total).")
            }
        }
        guard BlobDigest(of: bytes) == digest else { throw Refusal(.digestMismatch) }
        return bytes
    }

    /// Hands a blob over, chunk by chunk; what the store has already is not sent again.
    public func putBlob(_ bytes: [UInt8], digest: BlobDigest, within limit: Duration) async throws(Refusal) {
        var offset = 0
        repeat {
            let end = min(offset + Limits.frameBytesMax, bytes.count)
            let chunk = PutBlob(
                digest: digest, total: UInt64(bytes.count), offset: UInt64(offset), bytes: Array(bytes[offset..<end]))
            let stored = try await call(chunk, within: limit)
            if stored.complete { return }
            guard stored.received > 0, stored.received <= UInt64(bytes.count), Int(stored.received) != offset else {
                throw Refusal(
                    .malformedPayload, "The store has \(stored.received) bytes of blob \(digest) and takes no more.")
            }
            offset = Int(stored.received)
        } while offset < bytes.count
        throw Refusal(.digestMismatch)
    }
}
