/// What the program's end says to a script. docs/OPERATIONS.md explains each.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    /// The check ran, and its answer is no: a chain that does not verify, a doctor who found something.
    case verdict = 1
    /// A service refused, and the same request again would be refused again.
    case refused = 2
    case usage = 64
    /// Input that cannot be understood.
    case data = 65
    case noInput = 66
    /// No service answers.
    case unavailable = 69
    /// A fault of ours.
    case fault = 70
    case io = 74
    /// Not now: the same request later may succeed.
    case retry = 75
    case permission = 77
    case configuration = 78
    case interrupted = 130
}

/// Why a command ends without doing what it was asked, in words for the person who asked.
package struct Failure: Error, Equatable, Sendable {
    package let status: ExitStatus
    package let sentence: String
    /// What to do next.
    package let advice: String?

    package init(_ status: ExitStatus, _ sentence: String, advice: String? = nil) {
        self.status = status
        self.sentence = sentence
        self.advice = advice
    }
}
