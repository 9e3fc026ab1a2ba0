import PostgreSQL
import Synchronization

/// A database of its own for one test, on the one cluster of the test run.
public struct TestDatabase: Sendable {
    /// What a connection to it is opened with.
    public let connection: String

    /// An empty database.
    public init() throws { self = try Self.withFactory { try $0.make(from: "template0") } }

    /// A copy of the database that `prepare` filled; it is filled once a run.
    ///
    /// - Parameter template: names what `prepare` does.
    public init(like template: String, _ prepare: (_ connection: String) throws -> Void) throws {
        self = try Self.withFactory { try $0.make(like: template, prepare) }
    }

    private init(connection: String) { self.connection = connection }

    private static let shared = Mutex<Factory?>(nil)

    private static func withFactory(_ body: (inout Factory) throws -> TestDatabase) throws -> TestDatabase {
        try shared.withLock { shared in
            var factory = try shared ?? Factory()
            defer { shared = factory }
            return try body(&factory)
        }
    }

    private struct Factory {
        private let cluster: PostgreSQLCluster
        private var templates: Set<String> = []
        private var made = 0

        init() throws { cluster = try PostgreSQLCluster() }

        mutating func make(from template: String) throws -> TestDatabase {
            made += 1
            let name = "test_\(made)"
            try Connection(cluster.connection(to: "postgres")).execute("CREATE DATABASE \(name) TEMPLATE \(template)")
            return TestDatabase(connection: cluster.connection(to: name))
        }

        mutating func make(like template: String, _ prepare: (String) throws -> Void) throws -> TestDatabase {
            if !templates.contains(template) {
                try Connection(cluster.connection(to: "postgres")).execute(
                    "CREATE DATABASE \(template) TEMPLATE template0")
                try prepare(cluster.connection(to: template))
                templates.insert(template)
            }
            return try make(from: template)
        }
    }
}
