public import MemoryTypes
import PostgreSQL

/// Who may write: one store schedules a database's work, and owns each pool that it writes.
///
/// Two things stand guard. Locks of PostgreSQL's, held as long as a connection lives, keep others waiting while the
/// owner is there. Epochs keep out an owner that lost its connection and does not know: each store that takes over
/// takes the next one, and whatever a store of an earlier epoch would write is refused.
extension Session {
    private static let ownerLock = migrationLock + 1
    /// Locks of pools lie apart from the others: their keys are this and the pool's number.
    private static let poolLocks: Int64 = 0x4567_0000_0000_0000

    /// Takes the next epoch for this store and fences every store before it: none of them can commit any more.
    public func takeOver() throws(LedgerError) -> UInt64 {
        try transaction { () throws(LedgerError) in
            let epoch = try row("UPDATE store SET epoch = epoch + 1 RETURNING epoch") { row throws(LedgerError) in
                try row.unsigned(0)
            }
            guard let epoch else { throw .corrupt("the store has no row") }
            try query("UPDATE pools SET owner_epoch = $1", [.number(epoch)])
            return epoch
        }
    }

    /// Takes the place of the one store of this database, if no other store has it. It is held as long as the
    /// connection lives.
    public func tryOwnership() throws(LedgerError) -> Bool {
        try row("SELECT pg_try_advisory_lock($1)", [.integer(Self.ownerLock)]) { row throws(LedgerError) in
            try row.boolean(0)
        } ?? false
    }

    /// The epoch of the newest store.
    public func epoch() throws(LedgerError) -> UInt64 {
        try row("SELECT epoch FROM store") { row throws(LedgerError) in try row.unsigned(0) } ?? 0
    }

    /// Takes the place again if this connection lost it, and says whether it has it now.
    public func renewOwnership() throws(LedgerError) -> Bool {
        let isHeld = try row(
            """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
                           AND ((classid::bigint << 32) | objid::bigint) = $1)
            """, [.integer(Self.ownerLock)]
        ) { row throws(LedgerError) in try row.boolean(0) }
        return try isHeld == true ? true : tryOwnership()
    }

    /// Makes sure that no other store has taken over, and that none does before the transaction ends.
    ///
    /// - Throws: `fenced` otherwise.
    func requireEpoch() throws(LedgerError) {
        let isOwn = try row("SELECT epoch <= $1 FROM store FOR SHARE", [.number(ownEpoch)]) {
            row throws(LedgerError) in try row.boolean(0)
        }
        guard isOwn == true else { throw .fenced }
    }

    // MARK: - Pools

    /// Takes a pool for this connection, if no other store has it. It is held as long as the connection lives, or until
    /// it is given up.
    ///
    /// - Returns: whether this connection has it now.
    public func tryOwnership(of pool: PoolID) throws(LedgerError) -> Bool {
        guard !ownedPools.contains(pool) else { return true }
        let key = SQLValue.integer(Self.poolLocks &+ Int64(bitPattern: pool.value))
        let isOwn = try row("SELECT pg_try_advisory_lock($1)", [key]) { row throws(LedgerError) in
            try row.boolean(0)
        }
        if isOwn == true { ownedPools.insert(pool) }
        return isOwn == true
    }

    /// Gives a pool up.
    public func giveUp(_ pool: PoolID) throws(LedgerError) {
        guard ownedPools.remove(pool) != nil else { return }
        try query("SELECT pg_advisory_unlock($1)", [.integer(Self.poolLocks &+ Int64(bitPattern: pool.value))])
    }
}
