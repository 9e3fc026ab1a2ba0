import LatentMemory
import MemoryTypes
import PostgreSQL

/// What a pool consisted of at a version.
struct Standing {
    var state: PoolState
    /// For every shard the absorptions in its chain.
    var chainIndices: [UInt64]
    /// The edits in force, in order.
    var stack: [StackedEdit] = []

    /// What a model reads.
    var readHash: StateHash { state.stateHash(under: stack) }
}

extension PoolState {
    /// The state's hash with edits in force.
    func stateHash(under stack: [StackedEdit]) -> StateHash { stateHash(artifacts: stack.map(\.artifact)) }
}

extension Session {
    private static let selectCheckpoint = """
        SELECT version, state, chain_indices, stack FROM checkpoints WHERE pool = $1 AND version <= $2
        ORDER BY version DESC LIMIT 1
        """
    private static let selectAbsorptions = """
        SELECT shard, delta, rows, forgotten FROM versions
        WHERE pool = $1 AND version > $2 AND version <= $3 AND delta IS NOT NULL ORDER BY version
        """

    /// What the pool consisted of at a version: the last checkpoint before it and the absorptions since, folded.
    ///
    /// - Throws: `unknownVersion` behind the head, `retentionDropped` before the oldest checkpoint.
    func standing(of pool: PoolID, at version: PoolVersion) throws(LedgerError) -> Standing {
        let newest = try head(of: pool)
        guard version <= newest else { throw .unknownVersion(asked: version, oldest: PoolVersion(0), newest: newest) }
        let start = try row(Self.selectCheckpoint, [pool.sql, version.sql]) { row throws(LedgerError) in
            (
                version: try row.ordinal(0) as PoolVersion, state: try row.value(1) as PoolState,
                chains: try row.integers(2), stack: try row.stack(3)
            )
        }
        guard let start else { throw try dropped(version, of: pool) }
        var standing = Standing(
            state: start.state, chainIndices: start.chains.map { UInt64($0) },
            stack: try stack(start.stack, of: pool, from: start.version, to: version))
        let absorptions = try query(Self.selectAbsorptions, [pool.sql, start.version.sql, version.sql])
        for index in 0..<absorptions.count { try standing.fold(Row(absorptions, index)) }
        return standing
    }

    private static let selectStackChanges = """
        SELECT r.content FROM versions v JOIN records r ON r.pool = v.pool AND r.position = v.position
        WHERE v.pool = $1 AND v.version > $2 AND v.version <= $3 AND v.kind IN (5, 6) ORDER BY v.version
        """

    /// A stack, as the records of edits between two versions have changed it.
    private func stack(
        _ first: [StackedEdit], of pool: PoolID, from: PoolVersion, to: PoolVersion
    ) throws(LedgerError) -> [StackedEdit] {
        let records = try rows(Self.selectStackChanges, [pool.sql, from.sql, to.sql]) { row throws(LedgerError) in
            try row.value(0) as LogRecord
        }
        var stack = first
        for record in records { stack.apply(record) }
        return stack
    }

    private func head(of pool: PoolID) throws(LedgerError) -> PoolVersion {
        let head = try row("SELECT head_version FROM pools WHERE id = $1", [pool.sql]) { row throws(LedgerError) in
            try row.ordinal(0) as PoolVersion
        }
        guard let head else { throw .unknownPool }
        return head
    }

    /// The oldest version that can still be folded.
    func oldestVersion(of pool: PoolID) throws(LedgerError) -> PoolVersion {
        try row("SELECT coalesce(min(version), 0) FROM checkpoints WHERE pool = $1", [pool.sql]) {
            row throws(LedgerError) in try row.ordinal(0)
        } ?? PoolVersion(0)
    }
}

extension Standing {
    /// One more absorption: shard, delta, rows, forgotten.
    fileprivate mutating func fold(_ row: Row) throws(LedgerError) {
        let shard = try row.int(0)
        try state.absorb(try row.digest(1), rows: try row.int(2), shard: shard, forgotten: try row.value(3))
        chainIndices[shard] += 1
    }
}

extension PoolState {
    mutating func absorb(
        _ delta: BlobDigest, rows: Int, shard: Int, forgotten: ForgottenSlots
    ) throws(LedgerError) {
        do throws(PoolStateError) {
            try absorb(delta: delta, rows: rows, shard: shard, forgotten: forgotten.lists)
        } catch { throw .deltaInvalid("\(error)") }
    }
}
