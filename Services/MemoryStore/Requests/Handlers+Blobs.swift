import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addBlobHandlers(to handlers: inout RequestHandlers) {
        handlers.on(PutBlob.self) { [self] request, _ in
            let progress = try await readLong { session throws(LedgerError) in
                try session.put(request.bytes, at: request.offset, of: request.total, as: request.digest)
            }
            return BlobStored(digest: request.digest, received: progress.received, complete: progress.isComplete)
        }
        handlers.onStream(FetchBlob.self) { [self] request, context, send in
            let size = try await size(of: request, context)
            var offset = request.offset
            for _ in 1..<request.chunks {
                guard offset + UInt64(Session.chunkBytesMax) < size else { break }
                let part = try await chunk(of: request.digest, at: offset, size)
                try send(part)
                offset += UInt64(part.bytes.count)
            }
            return try await chunk(of: request.digest, at: offset, size)
        }
    }

    private func size(of request: FetchBlob, _ context: RequestContext) async throws -> UInt64 {
        if let name = request.pool {
            let pool = try await pool(name, context)
            let isNamed = try await read { session throws(LedgerError) in try session.names(request.digest, in: pool) }
            guard isNamed else { throw LedgerError.unknownBlob(request.digest) }
        } else if !context.caller.scopes.contains(.service) {
            throw Refusal(.scopeMissing, "A blob is fetched by the pool whose log names it.")
        }
        let there = try await read { session throws(LedgerError) in try session.progress(of: request.digest) }
        guard let there, there.isComplete else {
            guard request.pool != nil else { throw LedgerError.unknownBlob(request.digest) }
            throw Refusal(
                .retentionDropped,
                "The log names blob \(request.digest), which retention dropped or a purge erased; its digest stays.")
        }
        guard request.offset < there.size else {
            throw Refusal(
                .invalidLimit, "Blob \(request.digest) has \(there.size) bytes.",
                numbers: [Int64(clamping: request.offset), Int64(clamping: there.size)])
        }
        return there.size
    }

    private func chunk(of digest: BlobDigest, at offset: UInt64, _ size: UInt64) async throws -> BlobChunk {
        let bytes = try await readLong { session throws(LedgerError) in
            try session.read(digest, from: Int(offset), count: Session.chunkBytesMax)
        }
        guard !bytes.isEmpty else { throw LedgerError.unknownBlob(digest) }
        return BlobChunk(digest: digest, total: size, offset: offset, bytes: bytes)
    }
}
