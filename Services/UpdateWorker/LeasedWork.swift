package import MemoryTypes
package import Wire

/// Work that is a worker's for the time of a lease.
package protocol LeasedWork: Sendable {
    var job: JobID { get }
    var token: FencingToken { get }
    var leaseMilliseconds: UInt32 { get }
    var secondsMax: UInt32 { get }
    /// Which part of the job it is, for logs.
    var label: String { get }
}

extension Assignment: LeasedWork {
    package var label: String { "piece \(piece)" }
}

extension EditAssignment: LeasedWork {
    package var label: String { "\(task) \(edit)" }
}

extension Work {
    /// Nil for none.
    package var leased: (any LeasedWork)? {
        switch self {
        case .none: nil
        case .piece(let assignment): assignment
        case .edit(let assignment): assignment
        }
    }
}
