public import MemoryTypes
public import PostgreSQL

/// All SQL over one connection, synchronous: it stands on the connection's thread.
///
/// A session that writes pools keeps what it knows of their heads in `chains`; each pool is written by one session.
/// A session that lost its connection is thrown away with what it knew.
public final class Session {
    let connection: Connection
    /// The epoch of the store this session writes for.
    let ownEpoch: UInt64
    var chains: [PoolID: PoolChain] = [:]
    /// Pools whose locks this connection holds.
    public internal(set) var ownedPools: Set<PoolID> = []

    /// - Parameter epoch: of the store this session writes for; it matters to writers alone.
    public init(_ connection: Connection, epoch: UInt64 = 0) {
        self.connection = connection
        ownEpoch = epoch
    }

    @discardableResult
    func query(_ sql: String, _ parameters: [SQLValue] = []) throws(LedgerError) -> Rows {
        do throws(PostgreSQLError) { return try connection.query(sql, parameters) } catch { throw .database(error) }
    }

    func pipeline(_ queries: [Query]) throws(LedgerError) -> [Rows] {
        do throws(PostgreSQLError) { return try connection.pipeline(queries) } catch { throw .database(error) }
    }

    func execute(_ sql: String) throws(LedgerError) {
        do throws(PostgreSQLError) { try connection.execute(sql) } catch { throw .database(error) }
    }

    func transaction<Value>(_ body: () throws(LedgerError) -> Value) throws(LedgerError) -> Value {
        try connection.transaction(body)
    }

    /// Rows, each made into a value.
    func rows<Value>(
        _ sql: String, _ parameters: [SQLValue] = [], _ make: (Row) throws(LedgerError) -> Value
    ) throws(LedgerError) -> [Value] {
        let rows = try query(sql, parameters)
        var values: [Value] = []
        values.reserveCapacity(rows.count)
        for index in 0..<rows.count { values.append(try make(Row(rows, index))) }
        return values
    }

    /// The only row, or nil.
    func row<Value>(
        _ sql: String, _ parameters: [SQLValue] = [], _ make: (Row) throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value? {
        try rows(sql, parameters, make).first
    }
}
