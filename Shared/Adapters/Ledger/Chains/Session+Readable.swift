import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// Checkpoints, which can always be read, and the deltas dropped behind them, in the order of versions.
    private static let selectMarks = """
        SELECT version, true FROM checkpoints WHERE pool = $1
        UNION ALL
        SELECT version, false FROM versions WHERE pool = $1 AND NOT delta_kept
            AND version > (SELECT min(version) FROM checkpoints WHERE pool = $1)
        ORDER BY 1, 2
        """

    /// The stretches of versions that can be read, the oldest first. A stretch begins with a checkpoint and ends
    /// before the next delta that was dropped.
    func readableVersions(of pool: PoolID) throws(LedgerError) -> [ClosedRange<PoolVersion>] {
        let newest = try loadHead(of: pool).version
        let marks = try rows(Self.selectMarks, [pool.sql]) { row throws(LedgerError) in
            (version: try row.ordinal(0) as PoolVersion, isCheckpoint: try row.boolean(1))
        }
        var readable: [ClosedRange<PoolVersion>] = []
        var first: PoolVersion?
        for mark in marks {
            if mark.isCheckpoint {
                first = first ?? mark.version
            } else if let begin = first {
                if begin < mark.version { readable.append(begin...PoolVersion(mark.version.value - 1)) }
                first = nil
            }
        }
        return first.map { readable + [$0...max($0, newest)] } ?? readable
    }

    /// The refusal of a version that was dropped.
    func dropped(_ version: PoolVersion, of pool: PoolID) throws(LedgerError) -> LedgerError {
        .retentionDropped(asked: version, readable: try readableVersions(of: pool))
    }

    /// Runs `body`, which reads the blobs of a pool's version.
    ///
    /// - Throws: `retentionDropped` where one of them is not there any more.
    func reading<Value>(
        _ pool: PoolID, at version: PoolVersion, _ body: () throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        do throws(LedgerError) { return try body() } catch .unknownBlob {
            throw try dropped(version, of: pool)
        }
    }

    /// Makes sure that every token of a state is still kept, if it has any.
    func requireBlobs(of state: PoolState, _ pool: PoolID) throws(LedgerError) {
        let sizes = Dictionary(state.sources.map { ($0.blob, Int($0.rows)) }, uniquingKeysWith: { first, _ in first })
        for shard in 0..<state.shape.shards where state.isInitialised(shard: shard) {
            let origins = state.shards[shard].lists.indices.map { state.origins(shard: shard, layer: $0) }
            _ = try locate(origins, of: pool, sizes)
        }
    }
}
