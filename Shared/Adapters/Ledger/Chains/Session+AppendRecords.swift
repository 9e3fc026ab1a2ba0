import Bytes
import LatentMemory
import MemoryTypes
import PostgreSQL

extension Session {
    /// Appends a record that makes a version without a delta, of what the chain's state and stack are by now.
    ///
    /// - Parameter event: what happened, from the version it makes and the state after it.
    func appendVersion(
        to chain: inout PoolChain, _ deed: Deed, _ event: (PoolVersion, StateHash) -> LogEvent
    ) throws(LedgerError) {
        let (version, hash) = (chain.version.next, chain.readHash)
        let link = Link(event(version, hash), behind: chain, by: deed.actor, at: deed.time)
        chain.append(link)
        chain.version = version
        chain.stateHash = hash
        let kind = SQLValue.number(link.record.kind.rawValue)
        _ = try pipeline([
            Query(
                Self.insertRecord,
                [chain.pool.sql, chain.position.sql, kind, .bytes(link.bytes), link.hash.sql, version.sql, .null]),
            Query(
                Self.insertPlainVersion,
                [
                    chain.pool.sql, version.sql, chain.position.sql, kind, .bytes(ForgottenSlots.none.encoded),
                    hash.sql, deed.time.sql,
                ]),
            Query(Self.advancePool, [chain.pool.sql, version.sql, chain.position.sql, link.hash.sql, hash.sql]),
        ])
    }

    /// Appends a record that makes no version.
    func appendPlain(
        _ event: LogEvent, fact: UInt64?, to chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        let link = Link(event, behind: chain, by: deed.actor, at: deed.time)
        chain.append(link)
        _ = try pipeline([
            Query(
                Self.insertRecord,
                [
                    chain.pool.sql, chain.position.sql, .number(event.kind.rawValue),
                    .bytes(link.bytes), link.hash.sql, .null,
                    fact.map { .number($0) } ?? .null,
                ]),
            Query(
                Self.advancePool,
                [
                    chain.pool.sql, chain.version.sql, chain.position.sql, link.hash.sql,
                    chain.stateHash.sql,
                ]),
        ])
    }
}
