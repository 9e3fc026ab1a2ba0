internal import Foundation
internal import Tensors

/// What must be installed, and what must be free.
package enum SystemChecks {
    private static let libraries = [("libpq", "libpq-dev"), ("libzmq", "libzmq3-dev")]

    /// The kernels that OpenBLAS was told to use, and our own; and who in the environment wanted others.
    ///
    /// - Parameter core: the kernels that it uses; empty if it is not there.
    package static func openBLAS(core: String, environment: [String: String]) -> Finding {
        guard !core.isEmpty else {
            return Finding(
                "OpenBLAS", .note, "cannot be loaded: our own kernels do its work, slower",
                advice: "Run deploy/install-packages.")
        }
        let found = "\(core) kernels; our own: \(CPU.level)"
        if let wanted = environment.given(ServiceEnvironment.blasCore) {
            guard wanted.lowercased() != core.lowercased() else { return Finding("OpenBLAS", .good, found) }
            return Finding(
                "OpenBLAS", .note, found,
                advice: "\(ServiceEnvironment.blasCore)=\(wanted) names kernels that this processor cannot run, or "
                    + "that OpenBLAS does not have.")
        }
        guard let other = environment.given("OPENBLAS_CORETYPE"), other.lowercased() != core.lowercased() else {
            return Finding("OpenBLAS", .good, found)
        }
        return Finding(
            "OpenBLAS", .note, found,
            advice: "OPENBLAS_CORETYPE=\(other) is not followed: the processor decides. To insist: "
                + "\(ServiceEnvironment.blasCore)=\(other)")
    }

    /// The libraries are linked: that this program runs shows that they are there; which ones, the kernel knows.
    static func loadedLibraries(maps: String) -> [Finding] {
        libraries.map { name, package in
            let path = maps.split(separator: "\n").compactMap { $0.split(separator: " ").last }
                .first { $0.contains("/\(name)") }.map(String.init)
            guard let path else {
                return Finding(package, .note, "not loaded by this program", advice: "Run deploy/install-packages.")
            }
            return Finding(package, .good, URL(filePath: path).resolvingSymlinksInPath().path)
        }
    }

    static func postgres(environment: [String: String]) async -> Finding {
        let installed = Programs.postgres(environment: environment)
        guard let newest = installed.max(by: { $0.key < $1.key }) else {
            return Finding(
                "PostgreSQL", .bad, "not installed",
                advice: "Run deploy/install-packages, or give every store --database.")
        }
        let said = try? await CommandResult.of(newest.value.appending(path: "postgres"), ["--version"])
        let found = "\(said?.lastLine ?? "version unknown") in \(newest.value.path)"
        guard newest.key == 0 || newest.key >= PrivatePostgreSQL.versionMin else {
            return Finding(
                "PostgreSQL", .bad, found, advice: "Version \(PrivatePostgreSQL.versionMin) or later is needed.")
        }
        if getuid() == 0, Programs.onPath("setpriv", environment: environment) == nil {
            return Finding(
                "PostgreSQL", .bad, found, advice: "As root, `setpriv` (package util-linux) is needed to run it.")
        }
        return Finding("PostgreSQL", .good, found)
    }

    static func services(environment: [String: String]) -> [Finding] {
        ["engram-ingest", "engram-store", "engram-update", "engram-generate"].map { name in
            do throws(Failure) {
                return Finding(name, .good, try Programs.service(name, environment: environment).path)
            } catch {
                return Finding(name, .bad, "not found", advice: error.advice)
            }
        }
    }
}
