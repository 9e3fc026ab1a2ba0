import Bytes
public import MemoryTypes
import PostgreSQL
public import Wire

/// A fact was asserted or retracted, or had been so before.
public struct FactOutcome: Sendable, Equatable {
    public let fact: UInt64
    public let position: LogPosition
    /// False if nothing was written.
    public let first: Bool
}

extension Session {
    /// Records a fact. The same fact again, true in the world for the same time, writes nothing but a further source.
    ///
    /// A fact with the same beginning and another end takes the place of the one that is there: both records follow
    /// each other in the log.
    /// - Parameter salt: 16 random bytes; they hide the triple in the log and go when the fact is erased.
    public func assert(_ asked: AssertTriple, in pool: PoolID, salt: [UInt8], _ deed: Deed) throws(LedgerError)
        -> FactOutcome
    {
        try check(asked.triple)
        if let from = asked.validFrom, let to = asked.validTo, from >= to {
            throw .tripleInvalid("it would end before it begins")
        }
        return try changing(pool) { chain throws(LedgerError) in
            let source = try sourceRow(asked.document, chain)
            let names = try names(of: asked.triple, chain.tenant)
            if let there = try live(names, pool).first(where: { $0.validFrom == asked.validFrom }) {
                guard there.validTo != asked.validTo else {
                    try addSource(source, to: there.number, deed)
                    return FactOutcome(fact: there.number, position: there.asserted, first: false)
                }
                try close(there, successor: 0, validTo: asked.validTo, &chain, deed)
            }
            let fact = try insert(asked, names, salt, source, &chain, deed)
            return FactOutcome(fact: fact, position: chain.position, first: true)
        }
    }

    /// Records that a fact holds no longer: in the world since `validTo`, or that it never did.
    public func retract(_ asked: RetractTriple, in pool: PoolID, salt: [UInt8], _ deed: Deed) throws(LedgerError)
        -> FactOutcome
    {
        try check(asked.triple)
        return try changing(pool) { chain throws(LedgerError) in
            let names = try names(of: asked.triple, chain.tenant)
            let there = try live(names, pool)
            guard let newest = there.last else { return try retractedBefore(names, pool) }
            guard let end = asked.validTo else {
                for fact in there { try close(fact, successor: 0, validTo: nil, &chain, deed) }
                return FactOutcome(fact: newest.number, position: chain.position, first: true)
            }
            if newest.validTo == end {
                return FactOutcome(fact: newest.number, position: newest.asserted, first: false)
            }
            if let from = newest.validFrom, from >= end { throw .tripleInvalid("it would end before it begins") }
            try close(newest, successor: 0, validTo: end, &chain, deed)
            let successor = AssertTriple(
                name: asked.name, triple: asked.triple, validFrom: newest.validFrom, validTo: end, document: nil)
            let fact = try insert(successor, names, salt, nil, &chain, deed)
            try copySources(of: Int64(bitPattern: newest.number), to: fact)
            return FactOutcome(fact: fact, position: chain.position, first: true)
        }
    }

    private func check(_ triple: Triple) throws(LedgerError) {
        for text in [triple.subject, triple.relation, triple.object] where text.utf8.contains(0) || text.isEmpty {
            throw .tripleInvalid("a name is empty or holds a zero character")
        }
    }

    // MARK: - Rows

    private struct NameNumbers {
        let subject: Int64
        let relation: Int64
        let object: Int64
        var values: [SQLValue] { [.integer(subject), .integer(relation), .integer(object)] }
    }

    private struct LiveFact {
        let number: UInt64
        let validFrom: Timestamp?
        let validTo: Timestamp?
        let asserted: LogPosition
        let digest: BlobDigest
    }

    /// The numbers of the names, which are made if they are new. Names in order, so that two writers do not deadlock.
    private func names(of triple: Triple, _ tenant: TenantName) throws(LedgerError) -> NameNumbers {
        let entities = try numbers(of: [triple.subject, triple.object].sorted(), in: "entities", tenant)
        let relations = try numbers(of: [triple.relation], in: "relations", tenant)
        guard let subject = entities[triple.subject], let object = entities[triple.object],
            let relation = relations[triple.relation]
        else { throw .corrupt("a name that was written is not there") }
        return NameNumbers(subject: subject, relation: relation, object: object)
    }

    private func numbers(
        of names: [String], in table: String, _ tenant: TenantName
    ) throws(LedgerError) -> [String: Int64] {
        let parameters: [SQLValue] = [.text(tenant.text), .texts(names)]
        try query(
            """
            INSERT INTO \(table) (tenant, name)
            SELECT t.id, n FROM tenants t, unnest($2::text[]) n WHERE t.name = $1 ON CONFLICT DO NOTHING
            """, parameters)
        let found = try rows(
            """
            SELECT e.name, e.id FROM \(table) e JOIN tenants t ON t.id = e.tenant
            WHERE t.name = $1 AND e.name = ANY($2)
            """, parameters
        ) { row throws(LedgerError) in (try row.text(0), try row.integer(1)) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    private func live(_ names: NameNumbers, _ pool: PoolID) throws(LedgerError) -> [LiveFact] {
        try rows(
            """
            SELECT id, valid_from, valid_to, asserted, digest FROM facts
            WHERE pool = $1 AND subject = $2 AND relation = $3 AND object = $4 AND retracted IS NULL
            ORDER BY valid_from NULLS FIRST, id
            """, [pool.sql] + names.values
        ) { row throws(LedgerError) in
            LiveFact(
                number: try row.unsigned(0), validFrom: try row.optionalTime(1), validTo: try row.optionalTime(2),
                asserted: try row.ordinal(3), digest: try row.digest(4))
        }
    }

    private func retractedBefore(_ names: NameNumbers, _ pool: PoolID) throws(LedgerError) -> FactOutcome {
        let before = try row(
            """
            SELECT id, retracted FROM facts
            WHERE pool = $1 AND subject = $2 AND relation = $3 AND object = $4 ORDER BY retracted DESC LIMIT 1
            """, [pool.sql] + names.values
        ) { row throws(LedgerError) in
            FactOutcome(fact: try row.unsigned(0), position: try row.ordinal(1), first: false)
        }
        guard let before else { throw .unknownFact }
        return before
    }

    /// Asserts in a pool what holds in another one, with its sources: logged like any other fact.
    func copyFacts(
        from source: PoolID, to chain: inout PoolChain, salt: () -> [UInt8], _ deed: Deed
    ) throws(LedgerError) {
        let facts = try rows(
            """
            SELECT f.id, s.name, r.name, o.name, f.subject, f.relation, f.object, f.valid_from, f.valid_to
            FROM facts f JOIN entities s ON s.id = f.subject JOIN relations r ON r.id = f.relation
                 JOIN entities o ON o.id = f.object
            WHERE f.pool = $1 AND f.retracted IS NULL ORDER BY f.id
            """, [source.sql]
        ) { row throws(LedgerError) in
            (
                number: try row.integer(0),
                fact: AssertTriple(
                    name: chain.name,
                    triple: Triple(subject: try row.text(1), relation: try row.text(2), object: try row.text(3)),
                    validFrom: try row.optionalTime(7), validTo: try row.optionalTime(8), document: nil),
                names: NameNumbers(
                    subject: try row.integer(4), relation: try row.integer(5), object: try row.integer(6))
            )
        }
        for (number, fact, names) in facts {
            guard try !live(names, chain.pool).contains(where: { $0.validFrom == fact.validFrom }) else { continue }
            let copy = try insert(fact, names, salt(), nil, &chain, deed)
            try copySources(of: number, to: copy)
        }
    }

    private func copySources(of fact: Int64, to copy: UInt64) throws(LedgerError) {
        try query(
            "INSERT INTO fact_sources SELECT $2, document, recorded_at FROM fact_sources WHERE fact = $1",
            [.integer(fact), .number(copy)])
    }

    private func insert(
        _ asked: AssertTriple, _ names: NameNumbers, _ salt: [UInt8], _ source: Int64?, _ chain: inout PoolChain,
        _ deed: Deed
    ) throws(LedgerError) -> UInt64 {
        let digest = BlobDigest(of: salt + asked.triple.encoded)
        let number = try row(
            """
            INSERT INTO facts (pool, subject, relation, object, valid_from, valid_to, asserted, salt, digest,
                               recorded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
            """,
            [chain.pool.sql] + names.values + [
                asked.validFrom.sql, asked.validTo.sql, chain.position.next.sql, .bytes(salt), digest.sql,
                deed.time.sql,
            ]
        ) { row throws(LedgerError) in try row.unsigned(0) }
        guard let number else { throw .corrupt("a fact without a number") }
        try appendPlain(
            .assert(
                FactAssertion(
                    fact: number, triple: digest, validFrom: asked.validFrom, validTo: asked.validTo,
                    document: asked.document)), fact: number, to: &chain, deed)
        try addSource(source, to: number, deed)
        return number
    }

    private func close(
        _ fact: LiveFact, successor: UInt64, validTo: Timestamp?, _ chain: inout PoolChain, _ deed: Deed
    ) throws(LedgerError) {
        try query(
            "UPDATE facts SET retracted = $2, retracted_at = $3 WHERE id = $1",
            [.number(fact.number), chain.position.next.sql, deed.time.sql])
        try appendPlain(
            .retract(
                FactRetraction(
                    fact: fact.number, triple: fact.digest, validTo: validTo, successor: successor)),
            fact: fact.number, to: &chain, deed)
    }

    private func sourceRow(_ document: DocumentID?, _ chain: PoolChain) throws(LedgerError) -> Int64? {
        guard let document else { return nil }
        let found = try row(
            """
            SELECT d.id FROM documents d JOIN tenants t ON t.id = d.tenant WHERE t.name = $1 AND d.document = $2
            """, [.text(chain.tenant.text), .bytes(document.bytes)]
        ) { row throws(LedgerError) in try row.integer(0) }
        guard let found else { throw .unknownDocument }
        return found
    }

    private func addSource(_ source: Int64?, to fact: UInt64, _ deed: Deed) throws(LedgerError) {
        guard let source else { return }
        try query(
            "INSERT INTO fact_sources (fact, document, recorded_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            [.number(fact), .integer(source), deed.time.sql])
    }

    /// Retracts what is known from this document alone.
    ///
    /// - Returns: how many facts.
    func retractFacts(knownOnlyFrom document: Int64, _ chain: inout PoolChain, _ deed: Deed) throws(LedgerError)
        -> UInt64
    {
        let facts = try rows(
            """
            SELECT f.id, f.valid_from, f.valid_to, f.asserted, f.digest FROM facts f
            WHERE f.pool = $1 AND f.retracted IS NULL
              AND EXISTS (SELECT FROM fact_sources s WHERE s.fact = f.id AND s.document = $2)
              AND NOT EXISTS (SELECT FROM fact_sources s WHERE s.fact = f.id AND s.document <> $2)
            ORDER BY f.id
            """, [chain.pool.sql, .integer(document)]
        ) { row throws(LedgerError) in
            LiveFact(
                number: try row.unsigned(0), validFrom: try row.optionalTime(1), validTo: try row.optionalTime(2),
                asserted: try row.ordinal(3), digest: try row.digest(4))
        }
        for fact in facts { try close(fact, successor: 0, validTo: nil, &chain, deed) }
        return UInt64(facts.count)
    }
}
