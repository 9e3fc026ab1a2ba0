import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    /// Records of a pool's log from a position on, with the hash before them.
    public func log(of pool: PoolID, from position: LogPosition, limit: Int) throws(LedgerError) -> LogPage {
        let head = try loadHead(of: pool)
        let entries = try rows(
            """
            SELECT position, content, hash FROM records WHERE pool = $1 AND position >= $2 ORDER BY position LIMIT $3
            """, [pool.sql, position.sql, .number(limit)], Self.makeEntry)
        return LogPage(
            uid: head.uid, parent: try hash(before: position, in: pool), entries: entries, head: head.position,
            headHash: head.hash)
    }

    private static func makeEntry(_ row: Row) throws(LedgerError) -> LogEntry {
        LogEntry(position: try row.ordinal(0), record: try row.bytes(1), hash: try row.digest(2))
    }

    private func hash(before position: LogPosition, in pool: PoolID) throws(LedgerError) -> RecordHash {
        guard position.value > 0 else { return .zero }
        return try row(
            "SELECT hash FROM records WHERE pool = $1 AND position = $2",
            [pool.sql, .number(position.value - 1)]
        ) { row throws(LedgerError) in try row.digest(0) } ?? .zero
    }

    /// One record and what is known about it.
    public func record(_ position: LogPosition, of pool: PoolID) throws(LedgerError) -> RecordDetail {
        let found = try row(
            """
            SELECT r.position, r.content, r.hash, r.fact, b.size, d.body IS NOT NULL
            FROM records r LEFT JOIN versions v ON v.pool = r.pool AND v.version = r.version
                 LEFT JOIN blobs b ON b.digest = v.delta LEFT JOIN documents d ON d.id = v.document
            WHERE r.pool = $1 AND r.position = $2
            """, [pool.sql, position.sql]
        ) { row throws(LedgerError) in
            (
                entry: try Self.makeEntry(row), fact: row.isNull(3) ? nil : try row.unsigned(3),
                bytes: row.isNull(4) ? nil : try row.unsigned(4), kept: try row.boolean(5)
            )
        }
        guard let found else { throw .unknownRecord(position) }
        let readable = try readableVersions(of: pool)
        let version = try row(
            Self.selectVersions + " WHERE v.pool = $1 AND v.position = $2", [pool.sql, position.sql]
        ) { row throws(LedgerError) in try Self.makeVersion(row, readable: readable) }
        var fact: Fact?
        if let number = found.fact { fact = try self.fact(number) }
        return RecordDetail(
            entry: found.entry, parent: try hash(before: position, in: pool), version: version, fact: fact,
            textKept: found.kept, deltaBytes: found.bytes)
    }

    // MARK: - Versions

    static let selectVersions = """
        SELECT v.version, v.position, v.kind, v.shard, d.document, coalesce(v.piece, 0), v.delta, v.state_hash,
               v.committed_at
        FROM versions v LEFT JOIN documents d ON d.id = v.document
        """

    static func makeVersion(
        _ row: Row, readable: [ClosedRange<PoolVersion>]
    ) throws(LedgerError) -> VersionDescription {
        let version: PoolVersion = try row.ordinal(0)
        return VersionDescription(
            version: version, position: try row.ordinal(1),
            recordKind: UInt8(truncatingIfNeeded: try row.integer(2)), shard: row.isNull(3) ? nil : try row.uint32(3),
            document: try row.optionalDocument(4), piece: try row.uint32(5), delta: try row.optionalDigest(6),
            stateHash: try row.digest(7), time: try row.time(8),
            replayable: readable.contains { $0.contains(version) })
    }

    public func versions(of pool: PoolID, from version: PoolVersion, limit: Int) throws(LedgerError) -> VersionPage {
        let readable = try readableVersions(of: pool)
        let found = try rows(
            Self.selectVersions + " WHERE v.pool = $1 AND v.version >= $2 ORDER BY v.version LIMIT $3",
            [pool.sql, version.sql, .number(limit + 1)]
        ) { row throws(LedgerError) in try Self.makeVersion(row, readable: readable) }
        return VersionPage(
            versions: Array(found.prefix(limit)), next: found.count > limit ? found[limit].version : nil)
    }

    // MARK: - Verifying

    private static let verifyBatch = 1000

    /// Computes a pool's hash chain again, and compares every record with the version it made; with `deep` every blob
    /// that is kept with its digest.
    public func verify(_ pool: PoolID, deep: Bool) throws(LedgerError) -> LogVerdict {
        let head = try loadHead(of: pool)
        var check = ChainCheck(uid: head.uid)
        while check.fault == nil, check.next <= head.position {
            let links = try rows(
                """
                SELECT r.content, r.hash, v.state_hash, v.delta, v.forgotten FROM records r
                       LEFT JOIN versions v ON v.pool = r.pool AND v.version = r.version
                WHERE r.pool = $1 AND r.position >= $2 ORDER BY r.position LIMIT $3
                """, [pool.sql, check.next.sql, .number(Self.verifyBatch)]
            ) { row throws(LedgerError) in
                ChainCheck.Stored(
                    record: try row.bytes(0), hash: try row.digest(1), state: try row.optionalDigest(2),
                    delta: try row.optionalDigest(3), forgotten: row.isNull(4) ? nil : try row.bytes(4))
            }
            guard !links.isEmpty else {
                check.fail("record \(check.next) is missing")
                break
            }
            for link in links { check.take(link) }
        }
        if check.fault == nil, check.hash != head.hash { check.fail("the chain does not end at the pool's head") }
        var blobs: UInt64 = 0
        if deep, check.fault == nil { blobs = try verifyBlobs(of: pool, &check) }
        return LogVerdict(
            records: check.records, blobs: blobs, holds: check.fault == nil, firstBad: check.fault?.position,
            reason: check.fault?.reason ?? "", headHash: check.hash)
    }

    private func verifyBlobs(of pool: PoolID, _ check: inout ChainCheck) throws(LedgerError) -> UInt64 {
        let named = try rows(
            """
            SELECT v.position, v.delta FROM versions v WHERE v.pool = $1 AND v.delta IS NOT NULL AND v.delta_kept
            UNION ALL
            SELECT r.position, c.content FROM checkpoints c JOIN versions v ON v.pool = c.pool AND v.version = c.version
                   JOIN records r ON r.pool = v.pool AND r.position = v.position
            WHERE c.pool = $1 AND c.content IS NOT NULL
            UNION ALL
            SELECT v.position, b.digest FROM edit_entries e JOIN versions v ON v.pool = e.pool AND v.version = e.version
                   CROSS JOIN LATERAL (VALUES (e.request), (e.artifact)) b(digest)
            WHERE e.pool = $1 AND e.kept ORDER BY 1
            """, [pool.sql]
        ) { row throws(LedgerError) in
            (position: try row.ordinal(0) as LogPosition, digest: try row.digest(1) as BlobDigest)
        }
        var checked: UInt64 = 0
        for blob in named {
            do throws(LedgerError) {
                _ = try readWhole(blob.digest)
                checked += 1
            } catch {
                if error.postgreSQL != nil { throw error }
                check.fail("the blob \(blob.digest) is missing or not what its digest says", at: blob.position)
                break
            }
        }
        return checked
    }
}
