internal import Foundation
internal import MemoryTypes
internal import Wire

/// A job for people and machines.
struct JobReport: Report {
    let job: UInt64
    let pool, state, error, worker: String
    /// One of the two is there.
    let document, edit: String?
    let shard, piece, pieces, attempts: UInt32
    let errorCode: UInt16
    let created: Date
    let notBefore, leaseEnds: Date?
    let millisecondsLeft: UInt64?

    init(_ job: JobDescription) {
        self.job = job.job.value
        pool = job.pool.text
        let isOfEdit = JobLane.isOfEdits(job.shard)
        document = isOfEdit ? nil : job.document.description
        edit = isOfEdit ? job.document.description : nil
        state = "\(job.state)"
        error = job.error
        worker = job.worker
        shard = job.shard
        piece = job.piece
        pieces = job.pieces
        attempts = job.attempts
        errorCode = job.errorCode
        created = job.created.date
        notBefore = job.notBefore?.date
        leaseEnds = job.leaseEnds?.date
        millisecondsLeft = job.estimatedMilliseconds
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("job", "\(job)")
        details.add("state", state)
        details.add("pool", edit == nil ? "\(pool), shard \(shard)" : pool)
        details.add("document", document)
        details.add("edit", edit)
        details.add("pieces", edit != nil ? nil : pieces == 0 ? "not cut yet" : "\(piece) of \(pieces) absorbed")
        details.add("attempts", "\(attempts)")
        details.add("worker", worker)
        details.add("created", Timestamp(created).text)
        details.add("not before", notBefore.map { Timestamp($0).text })
        details.add("lease ends", leaseEnds.map { Timestamp($0).text })
        details.add("time left", millisecondsLeft.map { "about " + Amounts.milliseconds($0) })
        details.add("error", error.isEmpty ? nil : "\(error) [\(errorCode)]")
        details.write(to: terminal)
    }
}

struct JobListReport: Report {
    let jobs: [JobReport]

    func write(to terminal: Terminal) {
        guard !jobs.isEmpty else { return terminal.note("There are no such jobs.") }
        var table = Table(
            .right("job"), .left("state"), .left("pool"), .right("pieces"), .right("attempts"), .right("time left"),
            .left("document or edit"), .left("error"))
        for row in jobs {
            table.add(
                "\(row.job)", row.state, row.pool, row.edit == nil ? "\(row.piece)/\(row.pieces)" : "",
                "\(row.attempts)", row.millisecondsLeft.map(Amounts.milliseconds) ?? "",
                row.document ?? row.edit ?? "", row.error)
        }
        table.write(to: terminal)
    }
}
