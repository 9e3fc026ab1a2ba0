package import Foundation

/// One process that `engram up` keeps running.
package struct ProcessPlan: Sendable {
    package enum Readiness: Sendable {
        /// The process writes where it can be reached into this file when its sockets are bound.
        case announcement(URL)
        /// Asked again and again until it is true.
        case check(@Sendable () async -> Bool)
    }

    package let name: String
    package let tier: Int
    package let program: URL
    /// Made at each start from what the processes of lower tiers, and this one at an earlier start, have announced.
    package let arguments: @Sendable (Announcements) -> [String]
    /// Run as this user; nil for the one who runs `engram up`.
    package let user: String?
    /// What asks it to stop: PostgreSQL takes SIGINT for a fast shutdown.
    package let stopSignal: Int32
    package let readiness: Readiness

    package init(
        name: String, tier: Int, program: URL, user: String? = nil, stopSignal: Int32 = SIGTERM, readiness: Readiness,
        arguments: @escaping @Sendable (Announcements) -> [String]
    ) {
        self.name = name
        self.tier = tier
        self.program = program
        self.arguments = arguments
        self.user = user
        self.stopSignal = stopSignal
        self.readiness = readiness
    }

    /// The program and arguments, behind `setpriv`, by which the kernel stops the process when `engram up` dies.
    package func command(setpriv: URL?, announcements: Announcements) -> (program: URL, arguments: [String]) {
        let arguments = arguments(announcements)
        guard let setpriv else { return (program, arguments) }
        var options = ["--pdeathsig", stopSignal == SIGINT ? "INT" : "TERM"]
        if let user { options += ["--reuid", user, "--regid", user, "--init-groups"] }
        return (setpriv, options + ["--", program.path] + arguments)
    }
}
