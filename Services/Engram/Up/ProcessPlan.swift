package import Foundation

/// One process that `engram up` keeps running.
package struct ProcessPlan: Sendable {
    package enum Readiness: Sendable {
        /// The process writes this file when its sockets are bound.
        case announcement(URL)
        /// This program succeeds once the process can be used.
        case probe(URL, [String])
        case immediately
    }

    package let name: String
    package let tier: Int
    package let program: URL
    package let arguments: [String]
    package var environment: [String: String] = [:]
    /// Run as this user; nil for the one who runs `engram up`.
    package var user: String?
    /// What asks it to stop: PostgreSQL takes SIGINT for a fast shutdown.
    package var stopSignal: Int32 = SIGTERM
    package let readiness: Readiness

    /// The program and arguments, behind `setpriv`, by which the kernel stops the process when `engram up` dies.
    func command(setpriv: URL?) -> (program: URL, arguments: [String]) {
        guard let setpriv else { return (program, arguments) }
        var options = ["--pdeathsig", stopSignal == SIGINT ? "INT" : "TERM"]
        if let user { options += ["--reuid", user, "--regid", user, "--init-groups"] }
        return (setpriv, options + ["--", program.path] + arguments)
    }
}
