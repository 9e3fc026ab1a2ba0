internal import MemoryTypes
internal import Wire

extension Conversation {
    /// The bytes of a blob that a pool's log names, checked against their digest.
    func blob(_ digest: BlobDigest, of pool: PoolName) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var total = UInt64.max
        while UInt64(bytes.count) < total {
            let request = FetchBlob(
                pool: pool, digest: digest, offset: UInt64(bytes.count), chunks: Limits.blobChunksMax)
            var chunks: [BlobChunk] = []
            chunks.append(try await stream(request, within: .seconds(60)) { chunks.append($0) })
            let before = bytes.count
            for chunk in chunks where chunk.offset == UInt64(bytes.count) {
                total = chunk.total
                bytes += chunk.bytes
            }
            guard bytes.count > before || UInt64(bytes.count) == total else { throw Refusal(.unknownBlob) }
        }
        guard BlobDigest(of: bytes) == digest else { throw Refusal(.digestMismatch) }
        return bytes
    }

    /// Hands a blob over, chunk by chunk.
    func put(_ bytes: [UInt8], digest: BlobDigest) async throws {
        var offset = 0
        repeat {
            let part = Array(bytes[offset..<min(offset + Limits.frameBytesMax, bytes.count)])
            let stored = try await call(
                PutBlob(digest: digest, total: UInt64(bytes.count), offset: UInt64(offset), bytes: part),
                within: .seconds(60))
            guard !stored.complete else { return }
            guard stored.received > UInt64(offset) else { throw Refusal(.digestMismatch) }
            offset = Int(stored.received)
        } while offset < bytes.count
        throw Refusal(.digestMismatch)
    }
}
