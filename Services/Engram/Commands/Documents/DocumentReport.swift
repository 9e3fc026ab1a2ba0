internal import Foundation
internal import MemoryTypes
internal import Wire

/// A document for people and machines.
struct DocumentReport: Report {
    let document, pool, state, textDigest, metadata, source, error: String
    let job, age: UInt64
    let shard, pieces, piecesDone, textBytes: UInt32
    let firstVersion, lastVersion: UInt64?
    /// The share of its slots that is expected to be left, 0 ... 1.
    let survival: Double
    let pinned: Bool
    let received: Date
    let absorbed: Date?

    init(_ status: DocumentStatus) {
        document = status.document.description
        pool = status.pool.text
        state = "\(status.state)"
        textDigest = status.textDigest.description
        metadata = status.metadata
        source = status.source
        error = status.error
        job = status.job.value
        age = status.age
        shard = status.shard
        pieces = status.pieces
        piecesDone = status.piecesDone
        textBytes = status.textBytes
        firstVersion = status.firstVersion?.value
        lastVersion = status.lastVersion?.value
        survival = status.survival
        pinned = status.pinned
        received = status.received.date
        absorbed = status.absorbed?.date
    }

    var isAbsorbed: Bool { state == "\(DocumentState.absorbed)" }

    /// Such as `3 updates old, 90 % expected to be left`.
    var fading: String {
        "\(Amounts.counted(Int(age), "update")) old, \(Amounts.percent(survival)) expected to be left"
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("document", document)
        details.add("pool", pool)
        details.add("state", state)
        details.add("job", "\(job)")
        details.add("pieces", pieces == 0 ? "not cut yet" : "\(piecesDone) of \(pieces) absorbed")
        details.add("versions", firstVersion.map { "\($0) ... \(lastVersion ?? $0)" })
        details.add("age", isAbsorbed ? fading : nil)
        details.add("pinned", pinned ? "yes" : nil)
        details.add("source", source)
        details.add("metadata", metadata)
        details.add("text", "\(Amounts.bytes(UInt64(textBytes))), SHA-256 \(textDigest)")
        details.add("received", Timestamp(received).text)
        details.add("absorbed", absorbed.map { Timestamp($0).text })
        details.add("error", error)
        details.write(to: terminal)
    }
}

/// Documents, one a row.
struct DocumentListReport: Report {
    let documents: [DocumentReport]

    func write(to terminal: Terminal) {
        guard !documents.isEmpty else { return terminal.note("There are no such documents.") }
        var table = Table(
            .left("document"), .left("pool"), .left("state"), .right("pieces"), .right("version"), .right("age"),
            .right("left"), .left("source"))
        for row in documents {
            table.add(
                row.document, row.pool, row.state + (row.pinned ? "*" : ""), "\(row.piecesDone)/\(row.pieces)",
                row.lastVersion.map { "\($0)" } ?? "", row.isAbsorbed ? "\(row.age)" : "",
                row.isAbsorbed ? Amounts.percent(row.survival) : "", row.source)
        }
        table.write(to: terminal)
    }
}
