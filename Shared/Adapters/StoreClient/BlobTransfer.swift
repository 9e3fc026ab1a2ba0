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

    /// Hands a blob over, chunk by chunk; what the store has already is not sent again, whoever has sent it.
    public func putBlob(_ bytes: [UInt8], digest: BlobDigest, within limit: Duration) async throws(Refusal) {
        var offset = 0
        var triesLeft = 16 + 4 * (bytes.count / Limits.frameBytesMax)
        repeat {
            let received = try await put(bytes, from: offset, digest, within: limit)
            guard let received else { return }
            triesLeft -= 1
            guard triesLeft > 0, received <= bytes.count else {
                throw Refusal(.malformedPayload, "The store has \(received) bytes of blob \(digest) and takes no more.")
            }
            offset = received
        } while offset < bytes.count
        throw Refusal(.digestMismatch)
    }

    /// Hands over one chunk.
    ///
    /// - Returns: how many bytes the store has now; nil if it has them all.
    private func put(
        _ bytes: [UInt8], from offset: Int, _ digest: BlobDigest, within limit: Duration
    ) async throws(Refusal) -> Int? {
        let part = Array(bytes[offset..<min(offset + Limits.frameBytesMax, bytes.count)])
        let chunk = PutBlob(digest: digest, total: UInt64(bytes.count), offset: UInt64(offset), bytes: part)
        do throws(Refusal) {
            let stored = try await call(chunk, within: limit)
            return stored.complete ? nil : Int(stored.received)
        } catch {
            // Somebody else hands over the same blob: the refusal names the place asked for and the place reached.
            guard error.code == .malformedPayload, error.numbers.first == Int64(offset), error.numbers.count == 2 else {
                throw error
            }
            return Int(error.numbers[1])
        }
    }
}
