internal import Threads

/// A connection on a thread of its own, opened when it is needed and opened again when it broke.
///
/// `Client` is what its user works with: made anew from each connection, so that whatever it knew goes with the
/// connection it knew it from.
public actor Database<Client> {
    private nonisolated let executor: ThreadExecutor
    private let description: String
    private let open: @Sendable (Connection) throws(PostgreSQLError) -> Client
    private var current: (connection: Connection, client: Client)?

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - description: what `Connection` is opened with.
    ///   - thread: the thread's name; the first 15 bytes count.
    ///   - open: prepares a fresh connection, on its thread.
    public init(
        _ description: String, thread: String,
        open: @escaping @Sendable (Connection) throws(PostgreSQLError) -> Client
    ) {
        self.description = description
        self.open = open
        executor = ThreadExecutor(name: thread)
    }

    /// Runs `body` on the connection's thread.
    ///
    /// - Parameters:
    ///   - patience: after a transient error `body` is run again for so long, ever more seldom, on a fresh connection
    ///     if need be; it must be one deed however often it runs.
    public func perform<Value: Sendable, Failure: CarriesPostgreSQLError>(
        patience: Duration = .zero, _ body: @Sendable (Client) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let end = ContinuousClock.now + patience
        var pause = Duration.milliseconds(10)
        while true {
            do throws(Failure) { return try attempt(body) } catch {
                let isTransient = error.postgreSQL?.isTransient ?? false
                guard isTransient, ContinuousClock.now + pause < end, !Task.isCancelled else { throw error }
            }
            // A cancelled sleep ends the loop above.
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
        }
    }

    /// Closes the connection and ends the thread. A later `perform` begins anew.
    public func close() {
        current = nil
        executor.stop()
    }

    private func attempt<Value, Failure: CarriesPostgreSQLError>(
        _ body: (Client) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let client: Client
        do throws(PostgreSQLError) { client = try connected() } catch { throw Failure(error) }
        defer { if current?.connection.isAlive != true { current = nil } }
        return try body(client)
    }

    private func connected() throws(PostgreSQLError) -> Client {
        if let current, current.connection.isAlive { return current.client }
        current = nil
        let connection = try Connection(description)
        let client = try open(connection)
        current = (connection, client)
        return client
    }
}
