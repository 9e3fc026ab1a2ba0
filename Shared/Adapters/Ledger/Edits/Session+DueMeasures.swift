public import MemoryTypes
import PostgreSQL

extension Session {
    /// An edit is measured with the pool's memory when it comes into force, and after so many further absorptions.
    static let milestones: [Int64] = [0, 10, 100]

    private static let isDue = """
        e.entry IS NOT NULL AND e.measured < cardinality($1::bigint[])
        AND p.absorptions - e.absorbed_before >= ($1::bigint[])[e.measured + 1]
        AND NOT EXISTS (SELECT FROM jobs j WHERE j.edit = e.id AND j.task = 4)
        """

    /// Pools that have an edit to measure by now.
    public func poolsWithDueMeasures() throws(LedgerError) -> [PoolID] {
        try rows(
            "SELECT DISTINCT e.pool FROM edits e JOIN pools p ON p.id = e.pool WHERE \(Self.isDue)",
            [.integers(Self.milestones)]
        ) { row throws(LedgerError) in try row.ordinal(0) }
    }

    /// Queues the measurements of a pool that are due by now, some at a time.
    public func queueDueMeasures(of pool: PoolID, at time: Timestamp) throws(LedgerError) -> [JobRow] {
        let deed = Deed(by: "store", at: time)
        return try transaction { () throws(LedgerError) in
            try requireEpoch()
            let due = try rows(
                """
                UPDATE edits SET measured = measured + 1 WHERE id IN (
                    SELECT e.id FROM edits e JOIN pools p ON p.id = e.pool
                    WHERE e.pool = $2 AND \(Self.isDue) ORDER BY e.id LIMIT 64)
                RETURNING id
                """, [.integers(Self.milestones), pool.sql]
            ) { row throws(LedgerError) in try row.integer(0) }
            let head = try loadHead(of: pool)
            return try due.sorted().map { edit throws(LedgerError) in try queue(.measure, of: edit, in: head, deed) }
        }
    }
}
