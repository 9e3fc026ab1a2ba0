package import Foundation

/// A PostgreSQL cluster of our own under the data folder: reached by a Unix socket alone, whatever else runs.
package struct PrivatePostgreSQL: Sendable {
    package let folder: DataFolder
    package let programs: URL
    /// Root may not run PostgreSQL; its programs run as this user then.
    package let user: String?
    private let setpriv: URL?

    /// Longest path of a Unix socket's folder, `/.s.PGSQL.5432` added to it.
    private static let socketPathMax = 107 - 15

    package static let role = "engram", database = "engram"
    package static let versionMin = 15

    /// - Throws: when PostgreSQL is missing, too old, or not of the version that made the cluster.
    package init(in folder: DataFolder, environment: [String: String]) throws(Failure) {
        self.folder = folder
        setpriv = Programs.onPath("setpriv", environment: environment)
        user = getuid() == 0 ? "postgres" : nil
        guard user == nil || setpriv != nil else {
            throw Failure(
                .configuration, "As root, `setpriv` (package util-linux) is needed to run PostgreSQL as another user.")
        }
        programs = try Self.programs(for: folder, environment: environment)
    }

    private static func programs(for folder: DataFolder, environment: [String: String]) throws(Failure) -> URL {
        let installed = Programs.postgres(environment: environment)
        let file = folder.postgres.appending(path: "PG_VERSION")
        if let text = try? String(contentsOf: file, encoding: .utf8), let made = Int(text.prefix { $0.isNumber }) {
            if let programs = installed[made] ?? installed[0] { return programs }
            throw Failure(
                .configuration, "The data folder's database was made by PostgreSQL \(made), which is not installed.",
                advice: "Install postgresql-\(made), or restore a backup into a new data folder.")
        }
        if let newest = installed.filter({ $0.key >= versionMin || $0.key == 0 }).max(by: { $0.key < $1.key }) {
            return newest.value
        }
        throw Failure(
            .configuration, "PostgreSQL \(versionMin) or later is not installed.",
            advice: "Run deploy/install-packages, or give --database to use one elsewhere.")
    }

    /// Where the socket lies: in the data folder, or in /tmp if the path is too long for a socket.
    package var socketFolder: URL {
        let inside = folder.root.appending(path: "postgres-socket")
        guard inside.path.utf8.count > Self.socketPathMax else { return inside }
        let name =
            "engram-\(getuid())-" + String(folder.root.path.utf8.reduce(5381) { ($0 &* 33) ^ UInt64($1) }, radix: 36)
        return URL(filePath: "/tmp").appending(path: name)
    }

    /// What libpq needs to connect.
    package var connection: String {
        "host=\(socketFolder.path.quotedForConnection) port=5432 dbname=\(Self.database) user=\(Self.role)"
    }

    package var isCreated: Bool {
        FileManager.default.fileExists(atPath: folder.postgres.appending(path: "PG_VERSION").path)
    }

    /// Makes folders and, the first time, the cluster.
    package func prepare() async throws(Failure) {
        try makeFolder(socketFolder)
        guard !isCreated else { return }
        // What a first start left behind that was interrupted.
        let draft = folder.root.appending(path: "postgres-draft")
        do {
            if FileManager.default.fileExists(atPath: draft.path) { try FileManager.default.removeItem(at: draft) }
        } catch {
            throw Failure(.permission, "\(draft.path) cannot be removed: \(error.localizedDescription)")
        }
        try makeFolder(draft)
        let result = try await run(
            "initdb",
            [
                "--pgdata", draft.path, "--username", Self.role, "--auth=trust", "--encoding=UTF8", "--locale=C",
                "--data-checksums",
            ])
        guard result.status == 0 else {
            throw Failure(
                .configuration, "initdb failed: \(result.lastLine)",
                advice: reachabilityAdvice ?? "Run `engram doctor`.")
        }
        do {
            try FileManager.default.moveItem(at: draft, to: folder.postgres)
        } catch {
            throw Failure(
                .io, "The new cluster cannot be moved to \(folder.postgres.path): \(error.localizedDescription)")
        }
    }

    /// The server itself, in the foreground: one supervisor sees every end.
    ///
    /// No TCP; `fsync` and `synchronous_commit` stay on, since accepted means durable.
    package func plan(tier: Int) -> ProcessPlan {
        let settings = [
            "listen_addresses=", "unix_socket_permissions=0700", "port=5432", "max_connections=60",
            "shared_buffers=256MB", "max_wal_size=4GB", "log_min_messages=warning", "jit=off",
        ]
        let arguments = ["-D", folder.postgres.path, "-k", socketFolder.path] + settings.flatMap { ["-c", $0] }
        return ProcessPlan(
            name: "postgres", tier: tier, program: programs.appending(path: "postgres"), user: user, stopSignal: SIGINT,
            readiness: .check { await hasDatabase() }
        ) { _ in arguments }
    }

    private func hasDatabase() async -> Bool {
        do throws(Failure) { try await createDatabase() } catch { return false }
        return true
    }

    /// Makes the database that the store connects to, unless it is there.
    package func createDatabase() async throws(Failure) {
        let server = ["--host", socketFolder.path, "--port", "5432", "--username", Self.role]
        let query = "SELECT 1 FROM pg_database WHERE datname = '\(Self.database)'"
        let known = try await run("psql", server + ["--dbname", "postgres", "--no-psqlrc", "-Atc", query])
        guard known.status == 0 else {
            throw Failure(.unavailable, "The private PostgreSQL refuses: \(known.lastLine)")
        }
        guard known.lastLine != "1" else { return }
        let made = try await run("createdb", server + [Self.database])
        guard made.status == 0 else { throw Failure(.unavailable, "createdb failed: \(made.lastLine)") }
    }

    /// Runs one of PostgreSQL's programs as the user who may.
    package func run(_ name: String, _ arguments: [String]) async throws(Failure) -> CommandResult {
        let program = programs.appending(path: name)
        let place = URL(filePath: "/")
        guard let user, let setpriv else { return try await CommandResult.of(program, arguments, in: place) }
        let options = ["--reuid", user, "--regid", user, "--init-groups", "--", program.path]
        return try await CommandResult.of(setpriv, options + arguments, in: place)
    }

    private func makeFolder(_ url: URL) throws(Failure) {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        if let user { attributes[.ownerAccountName] = user }
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try FileManager.default.setAttributes(attributes, ofItemAtPath: url.path)
        } catch {
            throw Failure(.permission, "\(url.path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// Root's data folder must be reachable by the user who runs PostgreSQL.
    private var reachabilityAdvice: String? {
        guard let user else { return nil }
        return "Can the user \(user) reach \(folder.root.path)? Every folder above must let others pass (chmod o+x)."
    }
}

extension String {
    /// As a value in a libpq connection string.
    var quotedForConnection: String {
        "'" + replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
