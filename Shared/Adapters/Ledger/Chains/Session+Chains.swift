import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// The pool's head, read from PostgreSQL the first time.
    func chain(of pool: PoolID) throws(LedgerError) -> PoolChain {
        if let known = chains[pool] { return known }
        let loaded = try loadChain(of: pool)
        chains[pool] = loaded
        return loaded
    }

    /// Runs `body` on the pool's head within a transaction that holds its row, and keeps what it made of it only if
    /// the transaction was committed.
    func changing<Value>(
        _ pool: PoolID, _ body: (inout PoolChain) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        let wasKnown = chains[pool] != nil
        do throws(LedgerError) { return try changingOnce(pool, body) } catch {
            // An exchange of names writes two pools, and the other one's writer does not hear of it.
            guard error == .staleHead, wasKnown else { throw error }
            return try changingOnce(pool, body)
        }
    }

    private func changingOnce<Value>(
        _ pool: PoolID, _ body: (inout PoolChain) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        var chain = try chain(of: pool)
        do throws(LedgerError) {
            let value = try transaction { () throws(LedgerError) in
                try requireHead(chain)
                return try body(&chain)
            }
            chains[pool] = chain
            return value
        } catch {
            // What PostgreSQL holds may have moved on: look again the next time.
            chains[pool] = nil
            throw error
        }
    }

    /// Runs `body` on the head of one more pool, within the transaction that is under way.
    func changingToo<Value>(
        _ pool: PoolID, _ body: (inout PoolChain) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        var chain = try loadChain(of: pool)
        try requireHead(chain)
        return try body(&chain)
    }

    private static let lockHead = """
        SELECT head_version, head_position, owner_epoch FROM pools WHERE id = $1 FOR UPDATE
        """

    /// Locks the pool's row and compares it with what the chain says.
    private func requireHead(_ chain: PoolChain) throws(LedgerError) {
        let found = try row(Self.lockHead, [chain.pool.sql]) { row throws(LedgerError) in
            (version: try row.unsigned(0), position: try row.unsigned(1), epoch: try row.unsigned(2))
        }
        guard let found else { throw .unknownPool }
        guard found.epoch <= ownEpoch else { throw .fenced }
        guard found.version == chain.version.value, found.position == chain.position.value else { throw .staleHead }
    }

    private func loadChain(of pool: PoolID) throws(LedgerError) -> PoolChain {
        let head = try loadHead(of: pool)
        let standing = try standing(of: pool, at: head.version)
        let chain = PoolChain(
            pool: pool, uid: head.uid, tenant: head.tenant, name: head.name, model: head.model, shape: head.shape,
            seed: head.seed, checkpointEvery: head.checkpointEvery, version: head.version, position: head.position,
            hash: head.hash, stateHash: head.stateHash, state: standing.state, stack: standing.stack,
            shards: try loadShards(of: pool))
        guard chain.readHash == chain.stateHash else {
            throw .corrupt("the state of pool \(pool) at version \(chain.version) is not what its head says")
        }
        return chain
    }

    private func loadShards(of pool: PoolID) throws(LedgerError) -> [ShardHead] {
        try rows(
            "SELECT head_version, chain_index, tail, tail_owned FROM shards WHERE pool = $1 ORDER BY shard", [pool.sql]
        ) { row throws(LedgerError) in
            ShardHead(
                version: try row.ordinal(0), chainIndex: try row.unsigned(1),
                tail: try row.optionalDigest(2),
                tailOwned: try row.boolean(3))
        }
    }
}
