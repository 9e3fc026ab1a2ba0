extension Connection {
    /// Runs `body` between BEGIN and COMMIT. The body is synchronous: it cannot suspend in between.
    /// Inside another transaction it joins that one.
    ///
    /// - Throws: what `body` throws, after ROLLBACK; or PostgreSQL's refusal. After `connectionLost` it is not known
    ///   whether the transaction took place.
    public func transaction<Value, Failure: CarriesPostgreSQLError>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard depth == 0 else { return try body() }
        try carrying(Failure.self) { () throws(PostgreSQLError) in try execute("BEGIN") }
        depth += 1
        defer { depth -= 1 }
        let value: Value
        do throws(Failure) { value = try body() } catch {
            rollBack()
            throw error
        }
        try carrying(Failure.self) { () throws(PostgreSQLError) in try execute("COMMIT") }
        return value
    }

    /// A failed ROLLBACK means a broken connection, and that rolls back by itself.
    private func rollBack() { try? execute("ROLLBACK") }

    private func carrying<Value, Failure: CarriesPostgreSQLError>(
        _ type: Failure.Type, _ body: () throws(PostgreSQLError) -> Value
    ) throws(Failure) -> Value {
        do throws(PostgreSQLError) { return try body() } catch { throw Failure(error) }
    }
}
