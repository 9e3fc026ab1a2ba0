public import MemoryTypes
import PostgreSQL
public import Wire

extension Session {
    private static let selectFacts = """
        SELECT f.id, s.name, r.name, o.name, f.valid_from, f.valid_to, f.asserted, f.retracted,
               (SELECT d.document FROM fact_sources x JOIN documents d ON d.id = x.document
                WHERE x.fact = f.id ORDER BY x.recorded_at, d.id LIMIT 1)
        FROM facts f JOIN entities s ON s.id = f.subject JOIN relations r ON r.id = f.relation
             JOIN entities o ON o.id = f.object
        """

    /// Facts that match exactly what is given of subject, relation and object.
    ///
    /// As of a log position: what was asserted up to it and not retracted up to it. As of a time of the world: what
    /// began at or before it and ends behind it.
    public func facts(_ asked: QueryTriples, in pool: PoolID) throws(LedgerError) -> FactPage {
        let position = try loadHead(of: pool).position
        if let asked = asked.asOf, asked > position { throw .unknownRecord(asked) }
        let asOf = asked.asOf ?? position
        var conditions = ["f.pool = $1", "f.asserted <= $2", "(f.retracted IS NULL OR f.retracted > $2)", "f.id > $3"]
        var parameters: [SQLValue] = [pool.sql, asOf.sql, .number(asked.after ?? 0), .number(asked.limit + 1)]
        for (side, name) in [("s", asked.subject), ("r", asked.relation), ("o", asked.object)] {
            guard let name else { continue }
            parameters.append(.text(name))
            conditions.append("\(side).tenant = f_pool.tenant AND \(side).name = $\(parameters.count)")
        }
        if let moment = asked.validAt {
            parameters.append(moment.sql)
            let now = "$\(parameters.count)"
            conditions.append("(f.valid_from IS NULL OR f.valid_from <= \(now))")
            conditions.append("(f.valid_to IS NULL OR f.valid_to > \(now))")
        }
        let found = try rows(
            Self.selectFacts + " JOIN pools f_pool ON f_pool.id = f.pool WHERE "
                + conditions.joined(separator: " AND ") + " ORDER BY f.id LIMIT $4", parameters, Self.makeFact)
        let page = Array(found.prefix(asked.limit))
        return FactPage(
            facts: page, next: found.count > asked.limit ? page.last?.number : nil,
            position: asOf)
    }

    func fact(_ number: UInt64) throws(LedgerError) -> Fact? {
        try row(Self.selectFacts + " WHERE f.id = $1", [.number(number)], Self.makeFact)
    }

    private static func makeFact(_ row: Row) throws(LedgerError) -> Fact {
        Fact(
            number: try row.unsigned(0),
            triple: Triple(subject: try row.text(1), relation: try row.text(2), object: try row.text(3)),
            validFrom: try row.optionalTime(4), validTo: try row.optionalTime(5), asserted: try row.ordinal(6),
            retracted: try row.optionalOrdinal(7), document: try row.optionalDocument(8))
    }
}
