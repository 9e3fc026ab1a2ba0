/// What the services that `engram up` starts find in their environment.
///
/// A variable that means something to this command line, such as `ENGRAM_DATA`, or that would tell every service the
/// same port, name or key, stays here: `engram up` says such things by flags.
package enum ServiceEnvironment {
    /// Settings that `engram up` leaves open and that mean the same to every service that has them.
    package static let tuning = [
        "artifacts", "batch-documents", "batches", "class", "database-patience", "drain-seconds", "job-seconds",
        "lanes", "lease", "log-format", "log-level", "pools", "positions", "prefill", "queue-max", "retry-total",
        "running", "statistics", "threads", "waiting", "waiting-documents", "writers",
    ]

    /// Names OpenBLAS's kernels to every program of Engram.
    package static let blasCore = "ENGRAM_OPENBLAS_CORE"

    private static let variables = Set(tuning.map { "ENGRAM_" + $0.uppercased().replacing("-", with: "_") })

    /// For services that people run.
    package static func tuned(_ environment: [String: String]) -> [String: String] {
        environment.filter { !isOurs($0.key) || variables.contains($0.key) }
    }

    /// For services that are measured: as they come.
    package static func plain(_ environment: [String: String]) -> [String: String] {
        environment.filter { !isOurs($0.key) }
    }

    private static func isOurs(_ variable: String) -> Bool { variable.hasPrefix("ENGRAM_") && variable != blasCore }
}
