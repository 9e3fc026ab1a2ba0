import MemoryTypes
import StoreClient
import Synchronization
import Testing
import Wire

/// A store that keeps one blob, handed over in parts.
private final class BlobShelf: StoreCalls {
    struct State {
        var bytes: [UInt8]
        var puts = 0
    }

    let state: Mutex<State>

    init(holding bytes: [UInt8] = []) { state = Mutex(State(bytes: bytes)) }

    func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply {
        guard let put = request as? PutBlob else { throw Refusal(.unexpectedKind) }
        let received: Int? = state.withLock { state in
            state.puts += 1
            guard put.offset == UInt64(state.bytes.count) else { return nil }
            state.bytes += put.bytes
            return state.bytes.count
        }
        guard let received else {
            let there = state.withLock { $0.bytes.count }
            throw Refusal(.malformedPayload, numbers: [Int64(put.offset), Int64(there)])
        }
        let stored = BlobStored(
            digest: put.digest, received: UInt64(received), complete: received == Int(put.total))
        guard let reply = stored as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return reply
    }

    func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked> {
        guard let fetch = request as? FetchBlob else { throw Refusal(.unexpectedKind) }
        let bytes = state.withLock(\.bytes)
        let start = Int(fetch.offset)
        let chunk = BlobChunk(
            digest: fetch.digest, total: UInt64(bytes.count), offset: fetch.offset,
            bytes: Array(bytes[start..<min(start + Limits.frameBytesMax, bytes.count)]))
        guard let reply = chunk as? Asked.Reply else { throw Refusal(.unexpectedKind) }
        return Collected(parts: [], reply: reply)
    }
}

@Suite("Store client: blobs")
struct BlobTransferTests {
    let bytes = (0..<(2 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test("a blob of several chunks arrives whole, and comes back whole")
    func whole() async throws {
        let shelf = BlobShelf()
        let digest = BlobDigest(of: bytes)
        try await shelf.putBlob(bytes, digest: digest, within: .seconds(5))
        #expect(shelf.state.withLock { $0.puts } == 3)
        #expect(try await shelf.fetchBlob(digest, within: .seconds(5)) == bytes)
    }

    @Test("what another has handed over already is not sent again")
    func goesOn() async throws {
        let shelf = BlobShelf(holding: Array(bytes.prefix(1 << 20)))
        try await shelf.putBlob(bytes, digest: BlobDigest(of: bytes), within: .seconds(5))
        #expect(shelf.state.withLock { $0.bytes } == bytes)
        #expect(shelf.state.withLock { $0.puts } == 3)
    }

    @Test("bytes that are not the digest's are refused, and so are more than wanted")
    func refuses() async throws {
        let shelf = BlobShelf(holding: bytes)
        let wrong = await #expect(throws: Refusal.self) { try await shelf.fetchBlob(.zero, within: .seconds(5)) }
        #expect(wrong?.code == .digestMismatch)
        let long = await #expect(throws: Refusal.self) {
            try await shelf.fetchBlob(BlobDigest(of: bytes), bytesMax: 100, within: .seconds(5))
        }
        #expect(long?.code == .oversized)
    }
}
