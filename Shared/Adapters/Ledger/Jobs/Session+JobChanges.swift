public import MemoryTypes
import PostgreSQL

/// What became of an attempt that did not succeed.
public struct JobSetback: Sendable, Equatable {
    public let job: JobID
    public let state: JobState
    public let deaths: UInt32
    public let deathsAlone: UInt32
    public let firstFailed: Timestamp?
    public let notBefore: Timestamp?
    public let code: UInt16
    public let error: String

    public init(
        job: JobID, state: JobState, deaths: UInt32, deathsAlone: UInt32, firstFailed: Timestamp?,
        notBefore: Timestamp?, code: UInt16, error: String
    ) {
        self.job = job
        self.state = state
        self.deaths = deaths
        self.deathsAlone = deathsAlone
        self.firstFailed = firstFailed
        self.notBefore = notBefore
        self.code = code
        self.error = error
    }
}

extension Session {
    /// Writes down how a job stands after an attempt that failed or was given back.
    public func setBack(_ setback: JobSetback) throws(LedgerError) {
        try query(
            """
            UPDATE jobs SET state = $2, deaths = $3, deaths_alone = $4, first_failed_at = $5, not_before = $6,
                   error_code = $7, error = $8
            WHERE id = $1 AND EXISTS (SELECT FROM store WHERE epoch <= $9)
            """,
            [
                setback.job.sql, .number(setback.state.rawValue), .number(setback.deaths), .number(setback.deathsAlone),
                setback.firstFailed.sql, setback.notBefore.sql, .number(setback.code),
                .text(setback.error.withoutZeros), .number(ownEpoch),
            ])
    }

    /// Ends a job that is not done. Pieces already absorbed stay.
    public func cancel(_ job: JobID, at time: Timestamp) throws(LedgerError) {
        try transaction { () throws(LedgerError) in
            try requireEpoch()
            try finish(job, as: .cancelled, at: time)
            try query(
                """
                UPDATE documents d SET final_state = $2 FROM finished_jobs f
                WHERE f.id = $1 AND d.id = f.document AND d.job = f.id AND d.final_state IS NULL
                """, [job.sql, .number(DocumentState.cancelled.rawValue)])
        }
    }

    /// Removes a dead letter.
    public func dropDead(_ job: JobID, at time: Timestamp) throws(LedgerError) {
        try requireState(of: job, in: [.dead])
        try cancel(job, at: time)
    }

    /// Lets a dead or parked job be tried again, with its attempts and deaths counted from zero.
    public func requeue(_ job: JobID) throws(LedgerError) {
        try transaction { () throws(LedgerError) in
            try requireEpoch()
            try requireState(of: job, in: [.dead, .parked, .quarantined, .retrying])
            try query(
                """
                UPDATE jobs SET state = 1, attempts = 0, deaths = 0, deaths_alone = 0, first_failed_at = NULL,
                       not_before = NULL WHERE id = $1
                """, [job.sql])
        }
    }

    private func finish(_ job: JobID, as state: JobState, at time: Timestamp) throws(LedgerError) {
        let gone = try query(Self.finishJob, [job.sql, .number(state.rawValue), .null, .null, .text(""), time.sql])
        guard gone.touched == 1 else { throw .unknownJob }
    }

    private func requireState(of job: JobID, in allowed: [JobState]) throws(LedgerError) {
        let state = try row("SELECT state FROM jobs WHERE id = $1", [job.sql]) { row throws(LedgerError) in
            JobState(rawValue: UInt8(truncatingIfNeeded: try row.integer(0)))
        }
        guard let state = state ?? nil else { throw .unknownJob }
        guard allowed.contains(state) else { throw .jobState(state) }
    }
}

extension String {
    /// PostgreSQL's texts hold no zero character.
    var withoutZeros: String { utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self }
}
