package import MemoryTypes

/// The leases a worker has: which are to be renewed, and which are lost.
///
/// A lease is lost when the store says so, when no renewal succeeded for as long as it is good, or when the job has
/// taken longer than it may. It holds no clock and does no I/O.
package struct LeaseBook: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// A job and the token that guards it.
    package struct Lease: Hashable, Sendable {
        package let job: JobID
        package let token: FencingToken

        package init(job: JobID, token: FencingToken) {
            self.job = job
            self.token = token
        }
    }

    private struct Entry {
        let lease: Lease
        var goodUntil: Instant
        /// The job is taken back then, however often it was renewed.
        let jobEnds: Instant
        var isLost = false
    }

    private var entries: [FencingToken: Entry] = [:]

    package init() {}

    /// Notes a lease that came with an assignment.
    package mutating func begin(_ lease: Lease, goodFor: Duration, jobMax: Duration, now: Instant) {
        entries[lease.token] = Entry(lease: lease, goodUntil: now + goodFor, jobEnds: now + jobMax)
    }

    /// The job was committed, failed or given back.
    package mutating func end(_ token: FencingToken) { entries[token] = nil }

    /// A renewal that was sent at `sent` came back.
    ///
    /// - Parameters:
    ///   - asked: the leases that were to be renewed.
    ///   - lost: those of them that the store does not keep.
    package mutating func renewed(_ asked: [Lease], lost: [FencingToken], goodFor: Duration, sent: Instant) {
        for token in lost { entries[token]?.isLost = true }
        for lease in asked where !lost.contains(lease.token) { entries[lease.token]?.goodUntil = sent + goodFor }
    }

    /// Whether working on is useless: the commit would be refused.
    package func isLost(_ token: FencingToken, now: Instant) -> Bool {
        guard let entry = entries[token] else { return true }
        return entry.isLost || entry.goodUntil <= now || entry.jobEnds <= now
    }

    /// The leases worth renewing, in the order of their jobs.
    package func renewable(now: Instant) -> [Lease] {
        entries.values.filter { !$0.isLost && $0.jobEnds > now }.map(\.lease).sorted { $0.job < $1.job }
    }

    /// All leases, to be given back.
    package var all: [Lease] { entries.values.map(\.lease).sorted { $0.job < $1.job } }
}
