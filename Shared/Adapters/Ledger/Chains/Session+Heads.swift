import MemoryTypes
import PostgreSQL

/// A pool's names and numbers, without its state.
struct PoolHead {
    let pool: PoolID
    let uid: PoolUID
    let tenant: TenantName
    let tenantNumber: Int64
    let name: PoolName
    let model: ModelDigest
    let shape: PoolShape
    let seed: UInt64
    let version: PoolVersion
    let position: LogPosition
    let hash: RecordHash
    let stateHash: StateHash
    let checkpointEvery: UInt64
    let fork: ForkSource?
    let created: Timestamp
}

extension Session {
    static let selectHead = """
        SELECT p.id, p.uid, t.name, t.id, p.name, p.model, p.shape, p.seed, p.head_version, p.head_position,
               p.head_hash, p.head_state, p.checkpoint_every, p.fork_pool, p.fork_version, p.created_at
        FROM pools p JOIN tenants t ON t.id = p.tenant
        """

    func loadHead(of pool: PoolID) throws(LedgerError) -> PoolHead {
        let head = try row(Self.selectHead + " WHERE p.id = $1", [pool.sql]) { row throws(LedgerError) in
            try PoolHead(row)
        }
        guard let head else { throw .unknownPool }
        return head
    }
}

extension PoolHead {
    init(_ row: Row) throws(LedgerError) {
        pool = try row.ordinal(0)
        uid = try row.uid(1)
        tenant = try row.name(2)
        tenantNumber = try row.integer(3)
        name = try row.name(4)
        model = try row.digest(5)
        shape = try row.value(6)
        seed = try row.unsigned(7)
        version = try row.ordinal(8)
        position = try row.ordinal(9)
        hash = try row.digest(10)
        stateHash = try row.digest(11)
        checkpointEvery = try row.unsigned(12)
        fork = row.isNull(13) ? nil : ForkSource(pool: try row.uid(13), version: try row.ordinal(14))
        created = try row.time(15)
    }
}
