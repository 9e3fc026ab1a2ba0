public import Foundation
import Synchronization

/// A private PostgreSQL in a folder of its own: a Unix socket, no TCP, fsync on as in production. It is stopped and
/// erased when this process ends, however it ends: a shell watches a pipe that only this process holds open.
public final class PostgreSQLCluster: Sendable {
    /// Holds the data and the socket.
    public let folder: URL
    private let programs: PostgreSQLPrograms
    private let watch = Mutex<Pipe?>(nil)

    public init() throws {
        programs = try PostgreSQLPrograms()
        folder = try programs.makeFolder()
        let initialise = [
            "initdb", "--pgdata=\(folder.path)/data", "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--no-sync", "--no-instructions",
        ]
        try programs.run(initialise)
        try start()
    }

    deinit { stopWatch() }

    /// What a connection to `database` is opened with.
    public func connection(to database: String) -> String {
        "host=\(folder.path) user=postgres dbname=\(database)"
    }

    /// Starts the server and waits until it answers.
    public func start() throws {
        let server = programs.command(
            ["postgres", "-D", "\(folder.path)/data", "-k", folder.path, "-c", "listen_addresses="] + Self.settings)
        // Not `wait`: the shell may have been born with SIGCHLD blocked.
        let script = """
            "$@" >>'\(folder.path)/log' 2>&1 </dev/null &
            read -r line
            if [ "$line" = keep ]; then exit 0; fi
            kill -QUIT $! 2>/dev/null
            while [ -e '\(folder.path)/data/postmaster.pid' ]; do sleep 0.02; done
            rm -rf '\(folder.path)'
            """
        let pipe = Pipe()
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", script, "sh"] + server
        shell.standardInput = pipe
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        watch.withLock { $0 = pipe }
        try programs.run(["pg_ctl", "status", "-D", "\(folder.path)/data"], until: 30)
        try programs.run(["pg_isready", "-q", "-h", folder.path], until: 30)
    }

    /// Stops the server as a crash would: no checkpoint, connections cut. The data stay.
    public func stopImmediately() throws {
        try programs.run(["pg_ctl", "stop", "-m", "immediate", "-w", "-D", "\(folder.path)/data"])
        try watch.withLock { pipe in
            try pipe?.fileHandleForWriting.write(contentsOf: Data("keep\n".utf8))
            pipe = nil
        }
    }

    private func stopWatch() {
        watch.withLock { pipe in
            try? pipe?.fileHandleForWriting.close()
            pipe = nil
        }
    }

    private static let settings = [
        "shared_buffers=64MB", "max_connections=100", "max_wal_senders=0", "wal_level=minimal", "max_wal_size=256MB",
        "autovacuum_naptime=10s", "jit=off",
    ].flatMap { ["-c", $0] }
}
