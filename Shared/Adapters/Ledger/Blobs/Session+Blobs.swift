import Bytes
public import MemoryTypes
import PostgreSQL

/// What is there of a blob.
public struct BlobProgress: Equatable, Sendable {
    public let size: UInt64
    /// Bytes there, from the front.
    public let received: UInt64
    public var isComplete: Bool { received == size }
}

extension Session {
    public static let chunkBytesMax = 1 << 20

    static let keepBlob = """
        INSERT INTO blobs (digest, size, received, uses) VALUES ($1, $2, $2, 1)
        ON CONFLICT (digest) DO UPDATE SET uses = blobs.uses + 1
        """
    static let insertChunk = """
        INSERT INTO blob_chunks (digest, start, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """
    static let useBlob = "UPDATE blobs SET uses = uses + 1 WHERE digest = $1 AND received = size"

    /// The statements that keep a blob: one more use, and its bytes if they are not there yet.
    func keeping(_ content: [UInt8], as digest: BlobDigest) -> [Query] {
        let chunks = stride(from: 0, to: content.count, by: Self.chunkBytesMax).map { start in
            let chunk =
                start == 0 && content.count <= Self.chunkBytesMax
                ? content : Array(content[start..<min(start + Self.chunkBytesMax, content.count)])
            return Query(Self.insertChunk, [digest.sql, .number(start), .bytes(chunk)])
        }
        return [Query(Self.keepBlob, [digest.sql, .number(content.count)])] + chunks
    }

    /// Takes uses from blobs, and erases those that nobody uses any more.
    ///
    /// - Returns: how many blobs and bytes were erased.
    @discardableResult
    func release(_ digests: [BlobDigest]) throws(LedgerError) -> (blobs: UInt64, bytes: UInt64) {
        guard !digests.isEmpty else { return (0, 0) }
        let names = SQLValue.byteStrings(digests.map(\.bytes))
        try query(
            """
            UPDATE blobs b SET uses = b.uses - r.uses
            FROM (SELECT digest, count(*)::integer AS uses FROM unnest($1::bytea[]) AS digest GROUP BY digest) r
            WHERE b.digest = r.digest
            """, [names])
        let erased = try rows(
            """
            DELETE FROM blobs WHERE digest = ANY($1) AND uses = 0 AND digest NOT IN
                (SELECT base_pool FROM models WHERE base_pool IS NOT NULL) RETURNING size
            """, [names]
        ) {
            row throws(LedgerError) in try row.unsigned(0)
        }
        return (UInt64(erased.count), erased.reduce(0, +))
    }

    /// What is there of a blob, or nil.
    public func progress(of digest: BlobDigest) throws(LedgerError) -> BlobProgress? {
        try row("SELECT size, received FROM blobs WHERE digest = $1", [digest.sql]) { row throws(LedgerError) in
            BlobProgress(size: try row.unsigned(0), received: try row.unsigned(1))
        }
    }

    /// The bytes of a blob from `offset` on, `count` of them or as many as there are.
    public func read(_ digest: BlobDigest, from offset: Int, count: Int) throws(LedgerError) -> [UInt8] {
        let pieces = try rows(
            """
            SELECT substring(content, greatest($2 - start, 0)::integer + 1,
                             (least($3, start + octet_length(content)) - greatest($2, start))::integer)
            FROM blob_chunks WHERE digest = $1 AND start < $3 AND start + octet_length(content) > $2 ORDER BY start
            """, [digest.sql, .number(offset), .number(offset + count)]
        ) { row throws(LedgerError) in try row.bytes(0) }
        return pieces.count == 1 ? pieces[0] : pieces.flatMap { $0 }
    }

    /// A whole blob, its digest checked.
    public func readWhole(_ digest: BlobDigest) throws(LedgerError) -> [UInt8] {
        let pieces = try rows("SELECT content FROM blob_chunks WHERE digest = $1 ORDER BY start", [digest.sql]) {
            row throws(LedgerError) in try row.bytes(0)
        }
        let content = pieces.count == 1 ? pieces[0] : pieces.flatMap { $0 }
        guard !content.isEmpty else { throw .unknownBlob(digest) }
        guard BlobDigest(of: content) == digest else { throw .digestMismatch(digest) }
        return content
    }

    /// Takes the next bytes of a blob that comes in parts. The last part checks the digest.
    ///
    /// - Throws: `blobOffset` unless the part begins where the last one ended; `digestMismatch` if the whole is not
    ///   what it was announced as: it is erased then.
    public func put(
        _ bytes: [UInt8], at offset: UInt64, of size: UInt64, as digest: BlobDigest
    ) throws(LedgerError) -> BlobProgress {
        let progress = try transaction { () throws(LedgerError) in try append(bytes, at: offset, of: size, as: digest) }
        guard progress.isComplete, !bytes.isEmpty else { return progress }
        guard try holds(digest, size: size) else {
            try query("DELETE FROM blobs WHERE digest = $1 AND uses = 0", [digest.sql])
            throw .digestMismatch(digest)
        }
        return progress
    }

    private func append(
        _ bytes: [UInt8], at offset: UInt64, of size: UInt64, as digest: BlobDigest
    ) throws(LedgerError) -> BlobProgress {
        try query(
            "INSERT INTO blobs (digest, size, received) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING",
            [digest.sql, .number(size)])
        let there = try row("SELECT size, received FROM blobs WHERE digest = $1 FOR UPDATE", [digest.sql]) {
            row throws(LedgerError) in BlobProgress(size: try row.unsigned(0), received: try row.unsigned(1))
        }
        guard let there else { throw .unknownBlob(digest) }
        guard !there.isComplete else { return there }
        guard there.size == size, there.received == offset, offset + UInt64(bytes.count) <= size else {
            throw .blobOffset(asked: offset, received: there.received)
        }
        guard !bytes.isEmpty else { return there }
        try query(Self.insertChunk, [digest.sql, .number(offset), .bytes(bytes)])
        try query("UPDATE blobs SET received = received + $2 WHERE digest = $1", [digest.sql, .number(bytes.count)])
        return BlobProgress(size: size, received: offset + UInt64(bytes.count))
    }

    private func holds(_ digest: BlobDigest, size: UInt64) throws(LedgerError) -> Bool {
        var stream = SHA256Stream()
        for start in stride(from: 0, to: Int(size), by: Self.chunkBytesMax) {
            stream.update(try read(digest, from: start, count: Self.chunkBytesMax))
        }
        return stream.finish() == digest.bytes
    }
}
